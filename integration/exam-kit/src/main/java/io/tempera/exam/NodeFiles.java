package io.tempera.exam;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The files of a node: its bundles, unpacked from this artifact, and its settings. */
record NodeFiles(Path base) {
  static final String DEPLOY = "deploy";

  /** Lies where a node of a test has been, and nowhere else. */
  static final String MARKER = "exam-node.txt";

  private static final String BUNDLES = "tempera-features.zip";
  private static final String SYSTEM = "system";
  private static final String ETC = "etc";
  private static final String DATA = "data";
  private static final String DEPLOYING = "org.apache.felix.fileinstall-deploy";

  /**
   * Writes them, in place of those of a run before.
   *
   * @throws IOException when the directory has files, and no marker of a run before
   */
  static NodeFiles write(Path base, Map<String, Map<String, String>> settings) throws IOException {
    NodeFiles files = new NodeFiles(base);
    files.claim();
    for (String directory : List.of(SYSTEM, ETC, DEPLOY, DATA)) {
      empty(base.resolve(directory));
    }
    files.unpack();
    for (Map.Entry<String, Map<String, String>> pid : settings.entrySet()) {
      files.writeSettings(pid.getKey(), pid.getValue());
    }
    files.writeSettings(DEPLOYING, files.deploying());
    return files;
  }

  /** The bundles in the order of the list. */
  List<ListedBundle> bundles() throws IOException {
    Path system = base.resolve(SYSTEM);
    try (Stream<String> lines = Files.lines(system.resolve("bundles.list"))) {
      return lines.map(line -> ListedBundle.read(line, system)).toList();
    }
  }

  /** What the framework is to know, so that the settings are read before anything starts. */
  Map<String, String> frameworkProperties() {
    return Map.of(
        "felix.fileinstall.dir", base.resolve(ETC).toString(),
        "felix.fileinstall.filter", ".*\\.cfg",
        "felix.fileinstall.noInitialDelay", "true",
        "felix.fileinstall.enableConfigSave", "false",
        "felix.fileinstall.tmpdir", data("settings").toString(),
        "felix.fileinstall.log.level", "1",
        "org.ops4j.pax.logging.DefaultServiceLog.level", "ERROR");
  }

  /** A directory for what is kept while the node runs. */
  Path data(String name) {
    return base.resolve(DATA).resolve(name);
  }

  /** Those of the distribution. */
  private Map<String, String> deploying() {
    Map<String, String> deploying = new LinkedHashMap<>();
    deploying.put("felix.fileinstall.dir", base.resolve(DEPLOY).toString());
    deploying.put("felix.fileinstall.tmpdir", data(DEPLOY).toString());
    deploying.put("felix.fileinstall.filter", ".*\\\\.jar");
    deploying.put("felix.fileinstall.poll", "500");
    deploying.put("felix.fileinstall.start.level", Integer.toString(TemperaNode.PROTOCOL_LEVEL));
    deploying.put("felix.fileinstall.active.level", Integer.toString(TemperaNode.PROTOCOL_LEVEL));
    deploying.put("felix.fileinstall.enableConfigSave", "false");
    deploying.put("felix.fileinstall.log.level", "1");
    return deploying;
  }

  /** Nothing is deleted in a directory that may be somebody else's. */
  private void claim() throws IOException {
    Files.createDirectories(base);
    Path marker = base.resolve(MARKER);
    if (Files.exists(marker)) {
      return;
    }
    try (Stream<Path> files = Files.list(base)) {
      if (files.findAny().isPresent()) {
        throw new FileAlreadyExistsException(
            base.toString(),
            null,
            "it has files, and no "
                + MARKER
                + " of a node of a test; nothing was changed: give the node a directory of its"
                + " own, or remove this one");
      }
    }
    Files.writeString(marker, "A test's node keeps its files here, and empties them.\n");
  }

  private void writeSettings(String pid, Map<String, String> settings) throws IOException {
    Files.write(
        base.resolve(ETC).resolve(pid + ".cfg"),
        settings.entrySet().stream().map(e -> e.getKey() + " = " + e.getValue()).toList());
  }

  private void unpack() throws IOException {
    Path system = base.resolve(SYSTEM);
    try (ZipInputStream zip = new ZipInputStream(carried())) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = system.resolve(entry.getName()).normalize();
        if (!entry.isDirectory() && file.startsWith(system)) {
          Files.createDirectories(file.getParent());
          Files.copy(zip, file);
        }
      }
    }
  }

  private static InputStream carried() throws IOException {
    InputStream carried = NodeFiles.class.getResourceAsStream(BUNDLES);
    if (carried == null) {
      throw new FileNotFoundException(
          "tempera-exam-kit was built without " + BUNDLES + ": build it with Maven, from the root");
    }
    return carried;
  }

  private static void empty(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    Files.createDirectories(directory);
  }
}

package io.tempera.features;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * A bundle of the list.
 *
 * @param path where it lies in a Maven repository, with slashes
 * @param url its {@code mvn:} address
 * @param startLevel at which a node starts it
 * @param fragment whether it only adds to another bundle, and so is never started
 */
record ListedBundle(String path, String url, int startLevel, boolean fragment)
    implements Comparable<ListedBundle> {
  private static final String LEVEL_HEADER = "Tempera-StartLevel";

  /** Reads a jar that lies in a repository. */
  static ListedBundle of(Path repository, Path jar, Properties startLevels) throws IOException {
    Path relative = repository.relativize(jar);
    int names = relative.getNameCount();
    String version = relative.getName(names - 2).toString();
    String artifact = relative.getName(names - 3).toString();
    String group = relative.subpath(0, names - 3).toString().replace('/', '.').replace('\\', '.');
    String file = relative.getFileName().toString();
    String rest = file.substring((artifact + "-" + version).length(), file.length() - 4);
    String classifier = rest.isEmpty() ? "" : "/jar/" + rest.substring(1);
    try (JarFile content = new JarFile(jar.toFile())) {
      Manifest manifest = content.getManifest();
      if (manifest == null
          || manifest.getMainAttributes().getValue("Bundle-SymbolicName") == null) {
        throw new IOException(relative + " is no bundle: take it off the list or wrap it");
      }
      String own = manifest.getMainAttributes().getValue(LEVEL_HEADER);
      String level =
          own != null ? own : startLevels.getProperty(artifact, startLevels.getProperty("default"));
      return new ListedBundle(
          relative.toString().replace('\\', '/'),
          "mvn:" + group + "/" + artifact + "/" + version + classifier,
          Integer.parseInt(level.trim()),
          manifest.getMainAttributes().getValue("Fragment-Host") != null);
    }
  }

  /** Its line in {@code bundles.list}: start level, or {@code fragment}, and path. */
  String line() {
    return (fragment ? "fragment" : Integer.toString(startLevel)) + " " + path;
  }

  @Override
  public int compareTo(ListedBundle other) {
    int byLevel = Integer.compare(startLevel, other.startLevel);
    return byLevel != 0 ? byLevel : path.compareTo(other.path);
  }
}

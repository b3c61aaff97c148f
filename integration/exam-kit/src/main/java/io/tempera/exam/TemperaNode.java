package io.tempera.exam;

import static org.ops4j.pax.exam.CoreOptions.cleanCaches;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;
import static org.ops4j.pax.exam.CoreOptions.systemPackage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.options.UrlProvisionOption;

/**
 * A node for a test: the bundles of the distribution, on network 42 unless told, listening on a
 * free port of loopback. Put it into Pax Exam's container with {@link #option}, and start others
 * beside that with {@link #start}:
 *
 * <pre>{@code
 * private static final TemperaNode HERE = TemperaNode.in(Path.of("target/here")).ownProtocols(7100);
 *
 * @Configuration
 * public Option[] container() throws IOException {
 *   return options(HERE.option(), junitBundles());
 * }
 * }</pre>
 *
 * <p>Nothing is looked for in a Maven repository, or in a network: this artifact carries the
 * bundles, Pax Exam's own included. Not to be used by two threads at once.
 */
public final class TemperaNode {
  /** The start level at which a node's doors are open; its shell's prompt would be above. */
  public static final int LAST_LEVEL = 50;

  /** The start level of mini-protocols, at which {@link #bundle} starts what it is given. */
  public static final int PROTOCOL_LEVEL = 40;

  private static final String NODE = "io.tempera.node";

  private final Path base;
  private final Map<String, Map<String, String>> settings = new LinkedHashMap<>();
  private final List<Path> bundles = new ArrayList<>();

  private TemperaNode(Path base) {
    this.base = base;
    set(NODE, "listen", "127.0.0.1:0");
    magic(42);
  }

  /**
   * A node whose files are in a directory, as those of a distribution are: settings in {@code
   * etc/}, what is copied into {@code deploy/} is started. Both, and {@code system/} and {@code
   * data/}, are emptied when it starts. So a directory that has files, and in which no such node
   * has been, is refused then.
   *
   * @param base one for each node, such as {@code target/exam/NAME}; made if need be
   */
  public static TemperaNode in(Path base) {
    return new TemperaNode(base.toAbsolutePath());
  }

  /**
   * Which network: nodes with another one are refused.
   *
   * @param magic 0 to 4294967295
   */
  public TemperaNode magic(long magic) {
    return set(NODE, "network.magic", Long.toString(magic));
  }

  /**
   * The numbers of mini-protocols that no Cardano version knows, which run with peers that name
   * them, too; none unless told.
   */
  public TemperaNode ownProtocols(int... numbers) {
    return set(
        NODE,
        "own.protocols",
        Arrays.stream(numbers).mapToObj(Integer::toString).collect(Collectors.joining(",")));
  }

  /**
   * Sets one key of one file in {@code etc/}, whose names and keys are those of the distribution.
   *
   * @param pid the file's name without {@code .cfg}
   */
  public TemperaNode set(String pid, String key, String value) {
    settings.computeIfAbsent(pid, p -> new LinkedHashMap<>()).put(key, value);
    return this;
  }

  /** Adds a bundle, which starts with the mini-protocols. */
  public TemperaNode bundle(Path jar) {
    bundles.add(jar.toAbsolutePath());
    return this;
  }

  /**
   * Where bundles are copied to while the node runs: they are started, updated and uninstalled as
   * their files come, change and go, about a second later.
   */
  public Path deployDirectory() {
    return base.resolve(NodeFiles.DEPLOY);
  }

  /**
   * Copies a bundle into the {@link #deployDirectory} of the running node, in place of a file of
   * the same name. Does not wait until it has started.
   */
  public void deploy(Path jar) throws IOException {
    Path deployed = deployDirectory().resolve(jar.getFileName());
    // Not a name that is looked for: the node never sees half a file.
    Path part = deployed.resolveSibling(deployed.getFileName() + ".part");
    try {
      Files.copy(jar, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, deployed, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /**
   * The option for Pax Exam's container. This package can be used inside it.
   *
   * @throws IOException when the node's files cannot be written, or the directory is not its own
   */
  public Option option() throws IOException {
    NodeFiles files = NodeFiles.write(base, settings);
    List<Option> options = new ArrayList<>();
    for (ListedBundle listed : files.bundles()) {
      UrlProvisionOption provision = CoreOptions.bundle(listed.jar().toUri().toString());
      options.add(
          listed.isFragment() ? provision.noStart() : provision.startLevel(listed.startLevel()));
    }
    for (Path jar : bundles) {
      options.add(CoreOptions.bundle(jar.toUri().toString()).startLevel(PROTOCOL_LEVEL));
    }
    files
        .frameworkProperties()
        .forEach((key, value) -> options.add(frameworkProperty(key).value(value)));
    options.add(frameworkStartLevel(LAST_LEVEL));
    options.add(systemPackage(TemperaNode.class.getPackageName()));
    options.add(cleanCaches());
    return composite(options.toArray(Option[]::new));
  }

  /**
   * Starts the node in this JVM, in a framework of its own. Returns when its last start level is
   * reached.
   *
   * @throws IOException when the node's files cannot be written, the directory is not its own, or
   *     it does not start
   */
  public RunningNode start() throws IOException {
    NodeFiles files = NodeFiles.write(base, settings);
    List<ListedBundle> all = new ArrayList<>(files.bundles());
    bundles.forEach(jar -> all.add(new ListedBundle(PROTOCOL_LEVEL, jar)));
    return RunningNode.start(files, all);
  }
}

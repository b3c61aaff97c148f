package io.tempera.containers;

import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.systemPackage;

import io.tempera.exam.TemperaNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.OptionUtils;

/** The options that put a node into a container, with short intervals. */
final class NodeOptions {
  /** Where the doors are open; the shell's prompt is above. */
  static final int LAST_LEVEL = TemperaNode.LAST_LEVEL;

  /** A free port on every address, of which loopback has many. */
  static final String EACH_ADDRESS = "0.0.0.0:0";

  private NodeOptions() {}

  /**
   * A node that listens on a free port of loopback.
   *
   * @param name of its directory in {@code target/exam}
   */
  static TemperaNode node(String name) {
    return node(Path.of("target/exam", name));
  }

  /** The same, but it can be dialled at each address of loopback, as so many peers. */
  static TemperaNode onEachAddress(String name) {
    return node(name).set("io.tempera.node", "listen", EACH_ADDRESS);
  }

  /** A node on one address in a directory of any name. */
  static TemperaNode node(Path base) {
    return TemperaNode.in(base)
        .ownProtocols(7001, 7002)
        .set("io.tempera.keep.alive", "interval", "0.1")
        .set("io.tempera.echo", "interval", "0.05")
        .set("io.tempera.tip.sample", "interval", "0.05")
        // So that others can demote it: its chain grows, and it asks for transactions at once.
        .set("io.tempera.chain.sample", "interval", "0.25")
        .set("io.tempera.tx.submission", "init.delay", "0")
        .set("io.tempera.connection.manager", "outbound.idle.timeout", "0.5")
        .set("io.tempera.connection.manager", "time.wait.timeout", "0.5");
  }

  /** The node, and from this JVM's class path what tests inside look for leaks with. */
  static Option option(TemperaNode node) throws IOException {
    return composite(node.option(), systemPackage("io.tempera.nodekit"));
  }

  /** The same with its bundles in another order, which within a level must make no difference. */
  static Option shuffled(TemperaNode node, long seed) throws IOException {
    List<Option> options = Arrays.asList(OptionUtils.expand(option(node)));
    Collections.shuffle(options, new Random(seed));
    return composite(options.toArray(Option[]::new));
  }
}

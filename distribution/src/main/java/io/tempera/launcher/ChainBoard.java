package io.tempera.launcher;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/**
 * A line a second: of each node the tip of its chain, how many blocks it got in a second, whom it
 * follows ({@code >}) and who follows it ({@code <}), and how warm.
 */
final class ChainBoard {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final int HASH_SHOWN = 6;

  /** What is waited for. */
  interface Condition {
    boolean holds() throws IOException;
  }

  private record Look(Glance glance, long at) {}

  private final DemoStage stage;
  private final List<DemoNode> nodes;
  private final Map<String, Look> before = new HashMap<>();
  private final long begin = System.nanoTime();
  private long next = begin;

  /**
   * An empty one.
   *
   * @param nodes that are shown; may grow
   */
  ChainBoard(DemoStage stage, List<DemoNode> nodes) {
    this.stage = stage;
    this.nodes = nodes;
  }

  /** Shows a line a second until something holds, which is bounded. */
  void until(String what, Condition condition) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + DemoStage.LIMIT.toNanos();
    do {
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "within " + DemoStage.LIMIT.toSeconds() + " s there has not been " + what);
      }
      next = Math.max(next + SECOND, System.nanoTime());
      TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
      show();
    } while (!condition.holds());
  }

  private void show() throws IOException {
    StringBuilder line = new StringBuilder();
    line.append("%3d s ".formatted((System.nanoTime() - begin) / SECOND));
    for (DemoNode node : nodes) {
      Optional<Glance> glance = node.glance();
      String cell = glance.map(now -> cell(node.name(), now)).orElse("starts");
      line.append(" | ").append("%s %-33s".formatted(node.name(), cell));
    }
    stage.line(line.toString().stripTrailing());
  }

  private String cell(String node, Glance now) {
    Look look = new Look(now, System.nanoTime());
    Optional<Look> last = Optional.ofNullable(before.put(node, look));
    double rate =
        last.map(
                then ->
                    (double) SECOND
                        * (now.blocks() - then.glance().blocks())
                        / (look.at() - then.at()))
            .orElse(0.0);
    return String.format(Locale.ROOT, "%s %.0f/s %s", tip(now), rate, peers(now));
  }

  private static String tip(Glance glance) {
    return glance
        .tip()
        .map(tip -> tip.number() + " (" + tip.hash().substring(0, HASH_SHOWN) + ")")
        .orElse("-");
  }

  private String peers(Glance glance) {
    return glance.peers().stream()
        .map(peer -> (peer.dialled() ? ">" : "<") + name(peer.address()) + " " + peer.temperature())
        .collect(Collectors.joining(" "));
  }

  /** Of the node that listens on an address, which it also dials from. */
  private String name(String address) {
    return nodes.stream()
        .filter(node -> node.seen(DemoStage.LISTENS).stream().anyMatch(on(address)))
        .findFirst()
        .map(DemoNode::name)
        .orElse(address);
  }

  private static Predicate<Matcher> on(String address) {
    return listens -> listens.group(1).equals(address);
  }
}

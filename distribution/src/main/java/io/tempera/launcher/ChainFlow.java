package io.tempera.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The second part: A has a made-up chain and forges a block every second, B follows A and serves C,
 * which comes late. A's chain goes back and on with other blocks, and in the end all three are the
 * same.
 */
final class ChainFlow {
  private static final int BLOCKS = 2_000;
  private static final List<String> FORGES = List.of("--forge", "1");

  /** After ten blocks there is a rollback: C has caught up by the second, if not by the first. */
  private static final List<String> CHAIN =
      List.of(
          "-Dtempera.chain.sample.blocks=" + BLOCKS,
          "-Dtempera.chain.sample.rollback.every=10",
          "-Dtempera.chain.sample.rollback.blocks=3",
          "-Dtempera.tx.submission.init.delay=0");

  private static final List<String> RELAY = List.of("-Dtempera.tx.submission.init.delay=0");

  private static final Pattern HOT = Pattern.compile("^(\\S+) INFO +peer .* warm -> hot");
  private static final Pattern TIP = Pattern.compile("^(\\S+) INFO +chain: block (\\d+) at");
  private static final Pattern GONE = Pattern.compile("chain: (\\d+ blocks?) after .* gone");
  private static final Pattern SHOWN =
      Pattern.compile(" INFO +peer | (WARN|ERROR) |Tempera listens|" + GONE.pattern());

  private final DemoStage stage;
  private final List<DemoNode> nodes = new ArrayList<>();
  private final ChainBoard board;

  ChainFlow(DemoStage stage) {
    this.stage = stage;
    this.board = new ChainBoard(stage, nodes);
  }

  void run() throws IOException, InterruptedException {
    try {
      flow();
    } finally {
      nodes.forEach(DemoNode::close);
    }
  }

  private void flow() throws IOException, InterruptedException {
    stage.say("a chain: A has " + BLOCKS + " blocks and forges one every second, B follows A");
    stage.line(
        "(each second of each node: the tip's number and hash, - for none yet; blocks a second;");
    stage.line(
        " >X: it dialled and follows X, <X: X dialled it; HOT: as warm as the one that dialled keeps it)");
    DemoNode a = join("A", FORGES, CHAIN);
    DemoNode b = join("B", List.of("--connect", address(a)), RELAY);
    catchUp(b, BLOCKS);
    stage.say("C comes late, and follows B");
    DemoNode c = join("C", List.of("--connect", address(b)), RELAY);
    catchUp(c, b.glance().map(Glance::blocks).orElse((long) BLOCKS));
    rollBack();
    stage.say("are the three chains the same?");
    board.until("the same blocks in all chains", this::areSame);
    // Who follows ends first: chain-sync can end only when there is a block more.
    stage.stop(List.of(c, b, a));
    noteRollBacks();
  }

  private DemoNode join(String name, List<String> options, List<String> settings)
      throws IOException {
    DemoNode node = stage.start(name, options, settings, SHOWN);
    nodes.add(node);
    return node;
  }

  private static String address(DemoNode node) throws IOException, InterruptedException {
    return node.await(DemoStage.LISTENS, 1, DemoStage.LIMIT).group(1);
  }

  /** Waits until a node has so many blocks, and notes how fast it got them. */
  private void catchUp(DemoNode node, long blocks) throws IOException, InterruptedException {
    Predicate<Matcher> enough = tip -> Long.parseLong(tip.group(2)) >= blocks - 1;
    board.until(
        node.name() + " with " + blocks + " blocks",
        () -> node.seen(TIP).stream().anyMatch(enough));
    Matcher tip = node.seen(TIP).stream().filter(enough).findFirst().orElseThrow();
    LocalTime begin = LocalTime.parse(node.await(HOT, 1, DemoStage.LIMIT).group(1));
    long millis =
        Math.floorMod(
            Duration.between(begin, LocalTime.parse(tip.group(1))).toMillis(),
            Duration.ofDays(1).toMillis());
    long got = Long.parseLong(tip.group(2)) + 1;
    stage.note(
        "%s caught up: %d blocks in %d ms, %d a second"
            .formatted(node.name(), got, millis, got * 1_000 / Math.max(1, millis)));
  }

  private void rollBack() throws IOException, InterruptedException {
    stage.say("a rollback: A loses some blocks and forges others, one more; B and C go with it");
    List<Integer> before = nodes.stream().map(node -> node.count(GONE)).toList();
    board.until(
        "a rollback of all chains",
        () -> {
          for (int i = 0; i < before.size(); i++) {
            if (nodes.get(i).count(GONE) == before.get(i)) {
              return false;
            }
          }
          return true;
        });
  }

  /** A goes back again and again: how often is known when it has ended. */
  private void noteRollBacks() {
    for (DemoNode node : nodes) {
      List<Matcher> rollBacks = node.seen(GONE);
      stage.note(
          "rollbacks of %s: %d, the last time %s gone"
              .formatted(node.name(), rollBacks.size(), rollBacks.getLast().group(1)));
    }
  }

  /** Has each node write its chain to a file, and compares them: between two blocks that fits. */
  private boolean areSame() throws IOException {
    List<Path> files = new ArrayList<>();
    List<String> said = new ArrayList<>();
    for (DemoNode node : nodes) {
      Path file = stage.file(node.name() + ".chain");
      node.command("tempera:chainsave '" + file + "'", said::add);
      files.add(file);
    }
    for (Path file : files) {
      if (Files.mismatch(files.getFirst(), file) >= 0) {
        return false;
      }
    }
    stage.note(
        "the three chains are the same, byte for byte: %s, %d bytes, SHA-256 %s"
            .formatted(
                said.getFirst().replaceFirst(" written.*", ""),
                Files.size(files.getFirst()),
                digest(files.getFirst())));
    return true;
  }

  private static String digest(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}

package io.tempera.launcher;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The first part: A takes B from cold to warm to hot and back to cold, with keep-alive all the
 * time, tip-sample while it is warm and echo while it is hot. B forges, as chain-sync can end only
 * when there is a block more.
 */
final class TemperatureCycle {
  private static final Duration LIMIT = DemoStage.LIMIT;
  private static final List<String> OPTIONS = List.of("--own-protocols", "7001,7002");

  /** Short times, so that a whole cycle fits in a minute; a real node keeps the defaults. */
  private static final List<String> SETTINGS =
      List.of(
          "-Dtempera.console=DEBUG",
          "-Dtempera.keep.alive.interval=0.5",
          "-Dtempera.echo.interval=0.25",
          "-Dtempera.tip.sample.interval=0.5",
          "-Dtempera.tx.submission.init.delay=0",
          "-Dtempera.idle.timeout=2",
          "-Dtempera.time.wait.timeout=1");

  private static final List<String> FORGES =
      Stream.concat(OPTIONS.stream(), Stream.of("--forge", "0.5")).toList();

  private static final Pattern KEEP_ALIVE = Pattern.compile("round trip of mini-protocol 8:");
  private static final Pattern ECHO = Pattern.compile("mini-protocol 7001 initiator: echo");
  private static final Pattern TIP = Pattern.compile("mini-protocol 7002 initiator: tip");
  private static final Pattern QUIET = Pattern.compile("7002 initiator is asked to QUIESCE");
  private static final Pattern QUIET_NO_MORE =
      Pattern.compile("7002 initiator is asked to CONTINUE");
  private static final Pattern SHOWN =
      Pattern.compile(
          " INFO ++(?!chain:|mini-protocol)| (WARN|ERROR) |Tempera listens|"
              + QUIET.pattern()
              + "|"
              + QUIET_NO_MORE.pattern());

  private final DemoStage stage;

  TemperatureCycle(DemoStage stage) {
    this.stage = stage;
  }

  void run() throws IOException, InterruptedException {
    stage.say("temperatures: two nodes on this machine, each a process of its own");
    try (DemoNode b = stage.start("B", FORGES, SETTINGS, SHOWN);
        DemoNode a = stage.start("A", OPTIONS, SETTINGS, SHOWN)) {
      String address = b.await(DemoStage.LISTENS, 1, LIMIT).group(1);
      a.await(DemoStage.LISTENS, 1, LIMIT);
      cycle(a, address);
      show("A's connections now", a, "tempera:peers");
      stage.stop(List.of(a, b));
    }
  }

  private void cycle(DemoNode a, String address) throws IOException, InterruptedException {
    step(a, "cold -> warm", "tempera:establish " + address, "cold -> warm");
    a.await(KEEP_ALIVE, 2, LIMIT);
    a.await(TIP, 2, LIMIT);
    step(a, "warm -> hot", "tempera:activate " + address, "warm -> hot");
    a.await(QUIET, 1, LIMIT);
    a.await(ECHO, 3, LIMIT);
    int tips = a.count(TIP);
    a.await(ECHO, 9, LIMIT);
    if (a.count(TIP) != tips) {
      throw new IOException("tip-sample went on although the peer was hot");
    }
    show("A's connections while hot", a, "tempera:peers");
    step(a, "hot -> warm", "tempera:deactivate " + address, "hot -> warm");
    a.await(QUIET_NO_MORE, 1, LIMIT);
    a.await(TIP, tips + 2, LIMIT);
    int echoes = a.count(ECHO);
    a.await(KEEP_ALIVE, a.count(KEEP_ALIVE) + 2, LIMIT);
    if (a.count(ECHO) != echoes) {
      throw new IOException("echo went on after the peer was deactivated");
    }
    step(a, "warm -> cold", "tempera:close " + address, "cooling -> cold");
    stage.note("keep-alive round trips: " + a.count(KEEP_ALIVE));
    stage.note("tips asked for while warm: " + a.count(TIP) + ", while hot: 0");
    stage.note("echoes while hot: " + echoes);
  }

  /** Has A's shell execute a command, and waits for the change of status that it is for. */
  private void step(DemoNode a, String what, String command, String change)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    show(what, a, command);
    a.await(Pattern.compile("peer .* " + change), 1, LIMIT);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    stage.note(what + ": " + took.toMillis() + " ms");
  }

  private void show(String what, DemoNode node, String command) throws IOException {
    stage.say(what + ": " + command);
    node.command(command, answer -> stage.line(node.name() + "> " + answer));
  }
}

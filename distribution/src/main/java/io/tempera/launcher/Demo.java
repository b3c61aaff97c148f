package io.tempera.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The main job: two nodes, each a process of its own. A takes B from cold to warm to hot and back
 * to cold, with keep-alive all the time, tip-sample while it is warm and echo while it is hot.
 */
final class Demo {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final List<String> OPTIONS =
      List.of("--listen", "127.0.0.1:0", "--magic", "42", "--own-protocols", "7001,7002");

  private static final Pattern LISTENS = Pattern.compile("Tempera listens on (\\S+)");
  private static final Pattern KEEP_ALIVE = Pattern.compile("round trip of mini-protocol 8:");
  private static final Pattern ECHO = Pattern.compile("mini-protocol 7001 initiator: echo");
  private static final Pattern TIP = Pattern.compile("mini-protocol 7002 initiator: tip");
  private static final Pattern QUIET = Pattern.compile("7002 initiator is asked to QUIESCE");
  private static final Pattern QUIET_NO_MORE =
      Pattern.compile("7002 initiator is asked to CONTINUE");
  private static final Pattern STEP =
      Pattern.compile(
          " (INFO|WARN|ERROR) |Tempera listens|" + QUIET.pattern() + "|" + QUIET_NO_MORE.pattern());

  private final Installation installation;
  private final PrintStream out;

  Demo(Installation installation, PrintStream out) {
    this.installation = installation;
    this.out = out;
  }

  /** Returns the exit code. */
  int run() throws IOException, InterruptedException {
    Path bases = Files.createTempDirectory("tempera-demo");
    List<String> summary = new ArrayList<>();
    say("two nodes on this machine, each a process of its own");
    try (DemoNode b = start("B", bases);
        DemoNode a = start("A", bases)) {
      String address = b.await(LISTENS, 1, LIMIT).group(1);
      a.await(LISTENS, 1, LIMIT);
      cycle(a, address, summary);
      show("A's connections now", a, "tempera:peers");
      say("both nodes are told to stop (SIGTERM)");
      int codeA = a.stop(LIMIT);
      int codeB = b.stop(LIMIT);
      summary.add("exit codes of the nodes: A " + codeA + ", B " + codeB);
      if (codeA != 0 || codeB != 0) {
        throw new IOException(
            "a node ended with an exit code other than 0: " + codeA + ", " + codeB);
      }
    } finally {
      delete(bases);
    }
    out.println();
    out.println("Summary");
    summary.forEach(line -> out.println("  " + line));
    return Main.OK;
  }

  private void cycle(DemoNode a, String address, List<String> summary)
      throws IOException, InterruptedException {
    step(a, "cold -> warm", "tempera:establish " + address, "cold -> warm", summary);
    a.await(KEEP_ALIVE, 2, LIMIT);
    a.await(TIP, 2, LIMIT);
    step(a, "warm -> hot", "tempera:activate " + address, "warm -> hot", summary);
    a.await(QUIET, 1, LIMIT);
    a.await(ECHO, 3, LIMIT);
    int tips = a.count(TIP);
    a.await(ECHO, 9, LIMIT);
    if (a.count(TIP) != tips) {
      throw new IOException("tip-sample went on although the peer was hot");
    }
    show("A's connections while hot", a, "tempera:peers");
    step(a, "hot -> warm", "tempera:deactivate " + address, "hot -> warm", summary);
    a.await(QUIET_NO_MORE, 1, LIMIT);
    a.await(TIP, tips + 2, LIMIT);
    int echoes = a.count(ECHO);
    a.await(KEEP_ALIVE, a.count(KEEP_ALIVE) + 2, LIMIT);
    if (a.count(ECHO) != echoes) {
      throw new IOException("echo went on after the peer was deactivated");
    }
    step(a, "warm -> cold", "tempera:close " + address, "cooling -> cold", summary);
    summary.add("keep-alive round trips: " + a.count(KEEP_ALIVE));
    summary.add("tips asked for while warm: " + a.count(TIP) + ", while hot: 0");
    summary.add("echoes while hot: " + echoes);
  }

  /** Has A's shell execute a command, and waits for the change of status that it is for. */
  private void step(DemoNode a, String what, String command, String change, List<String> summary)
      throws IOException, InterruptedException {
    say(what + ": " + command);
    long begin = System.nanoTime();
    a.command(command, answer -> out.println("A> " + answer));
    a.await(Pattern.compile("peer .* " + change), 1, LIMIT);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    summary.add(what + ": " + took.toMillis() + " ms");
  }

  private void show(String what, DemoNode node, String command) throws IOException {
    say(what + ": " + command);
    node.command(command, answer -> out.println("A> " + answer));
  }

  private DemoNode start(String name, Path bases) throws IOException {
    return DemoNode.start(
        name,
        installation.home(),
        bases.resolve(name),
        OPTIONS,
        line -> {
          if (STEP.matcher(line).find()) {
            out.println(name + " | " + line);
          }
        });
  }

  private void say(String what) {
    out.println();
    out.println("== " + what);
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}

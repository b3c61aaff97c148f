package io.tempera.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the parts of the demonstration share: the terminal, and how nodes come and go. */
final class DemoStage {
  /** How long anything may take that is waited for, also on a machine with much else to do. */
  static final Duration LIMIT = Duration.ofSeconds(60);

  static final Pattern LISTENS = Pattern.compile("Tempera listens on (\\S+)");

  /** Of which the first digits are enough to see. */
  private static final Pattern HASH = Pattern.compile("(\\p{XDigit}{6})\\p{XDigit}{58}");

  private static final List<String> OPTIONS = List.of("--listen", "127.0.0.1:0", "--magic", "42");

  private final Installation installation;
  private final Path bases;
  private final PrintStream out;
  private final List<String> summary = new ArrayList<>();

  /**
   * An empty one.
   *
   * @param bases where the nodes' directories are made
   */
  DemoStage(Installation installation, Path bases, PrintStream out) {
    this.installation = installation;
    this.bases = bases;
    this.out = out;
  }

  /**
   * Starts a node, on a free port.
   *
   * @param options beside
   * @param settings for its process
   * @param shown which of its lines are shown
   */
  DemoNode start(String name, List<String> options, List<String> settings, Pattern shown)
      throws IOException {
    return DemoNode.start(
        name,
        new Installation(installation.home(), Files.createTempDirectory(bases, name)),
        Stream.concat(OPTIONS.stream(), options.stream()).toList(),
        settings,
        line -> {
          if (shown.matcher(line).find()) {
            out.println(name + " | " + HASH.matcher(line).replaceAll("$1..."));
          }
        });
  }

  /** A file beside the nodes' directories. */
  Path file(String name) {
    return bases.resolve(name);
  }

  /** Says what comes next. */
  void say(String what) {
    out.println();
    out.println("== " + what);
  }

  void line(String text) {
    out.println(text);
  }

  /** Remembers a line for the end. */
  void note(String line) {
    summary.add(line);
  }

  /** Ends nodes, one after another, each of which must end well. */
  void stop(List<DemoNode> nodes) throws IOException, InterruptedException {
    say("the nodes are told to stop (SIGTERM)");
    List<String> codes = new ArrayList<>();
    boolean well = true;
    for (DemoNode node : nodes) {
      int code = node.stop(LIMIT);
      codes.add(node.name() + " " + code);
      well &= code == 0;
    }
    note("exit codes of the nodes: " + String.join(", ", codes));
    if (!well) {
      throw new IOException("a node ended with an exit code other than 0: " + codes);
    }
  }

  /** Says what was to be remembered. */
  void sumUp() {
    out.println();
    out.println("Summary");
    summary.forEach(line -> out.println("  " + line));
  }
}

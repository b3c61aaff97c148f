package io.tempera.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A node in a process of its own, whose lines the demonstration reads. */
final class DemoNode implements AutoCloseable {
  private final String name;
  private final Installation installation;
  private final Process process;
  private final Consumer<String> listener;
  private final List<String> lines = new ArrayList<>();
  private boolean over;

  private DemoNode(
      String name, Installation installation, Process process, Consumer<String> listener) {
    this.name = name;
    this.installation = installation;
    this.process = process;
    this.listener = listener;
  }

  /**
   * Starts one.
   *
   * @param options of the node, as on its command line
   * @param settings for the process, such as {@code -Dtempera.echo.interval=1}
   * @param listener is told each of its lines
   */
  static DemoNode start(
      String name,
      Installation installation,
      List<String> options,
      List<String> settings,
      Consumer<String> listener)
      throws IOException {
    Path home = installation.home();
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/tempera").toString(), "run"));
    command.addAll(options);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("TEMPERA_BASE", installation.base().toString());
    builder.environment().put("TEMPERA_OPTS", String.join(" ", settings));
    Process process = builder.start();
    // A demonstration that is ended by a signal leaves no node behind.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "demo-end-" + name));
    DemoNode node = new DemoNode(name, installation, process, listener);
    Thread reader = new Thread(node::read, "demo-" + name);
    reader.setDaemon(true);
    reader.start();
    return node;
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        listener.accept(line);
        synchronized (lines) {
          lines.add(line);
          lines.notifyAll();
        }
      }
    } catch (IOException e) {
      listener.accept("its output broke off: " + e.getMessage());
    }
    synchronized (lines) {
      over = true;
      lines.notifyAll();
    }
  }

  /** Waits until so many of its lines match, and returns the last of them. */
  Matcher await(Pattern pattern, int count, Duration limit)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    synchronized (lines) {
      int seen = 0;
      for (int i = 0; ; i++) {
        while (i >= lines.size()) {
          long left = deadline - System.nanoTime();
          if (over || left <= 0) {
            throw new IOException(
                "node "
                    + name
                    + (over ? " ended" : " has not said within " + limit.toSeconds() + " s")
                    + " what was waited for: "
                    + pattern);
          }
          TimeUnit.NANOSECONDS.timedWait(lines, left);
        }
        Matcher matcher = pattern.matcher(lines.get(i));
        if (matcher.find() && ++seen == count) {
          return matcher;
        }
      }
    }
  }

  /** Its lines so far that match, the oldest first. */
  List<Matcher> seen(Pattern pattern) {
    synchronized (lines) {
      return lines.stream().map(pattern::matcher).filter(Matcher::find).toList();
    }
  }

  /** How many of its lines match so far. */
  int count(Pattern pattern) {
    return seen(pattern).size();
  }

  String name() {
    return name;
  }

  /** Has its shell execute a command. */
  void command(String command, Consumer<String> answers) throws IOException {
    try (ControlClient client = ControlClient.connect(installation.controlSocket())) {
      if (!client.execute(command, answers)) {
        throw new IOException("node " + name + " could not do " + command);
      }
    }
  }

  /** How it is; empty while it starts. */
  Optional<Glance> glance() throws IOException {
    try (ControlClient client = ControlClient.connect(installation.controlSocket())) {
      return Glance.of(client);
    } catch (NoNodeException notYet) {
      if (process.isAlive()) {
        return Optional.empty();
      }
      throw new IOException("node " + name + " ended with exit code " + process.exitValue());
    }
  }

  /** Ends it as SIGTERM does, and returns its exit code. */
  int stop(Duration limit) throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
      throw new IOException("node " + name + " did not stop within " + limit.toSeconds() + " s");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

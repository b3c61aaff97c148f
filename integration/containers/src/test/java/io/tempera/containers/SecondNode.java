package io.tempera.containers;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A node in a process of its own, started from the unpacked distribution as an operator does. */
final class SecondNode implements AutoCloseable {
  private static final Pattern LISTENS = Pattern.compile("Tempera listens on (.+):(\\d+)");
  private static final long LIMIT_S = 180;

  /**
   * Its chain grows, and it asks for transactions at once: so a peer that has it hot can demote it.
   */
  private static final String CAN_BE_DEMOTED =
      "-Dtempera.chain.sample.interval=0.25 -Dtempera.tx.submission.init.delay=0 ";

  private final Process process;
  private final Path base;

  /** Whether the files are this one's to delete. */
  private final boolean ownBase;

  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
  private Optional<InetSocketAddress> address = Optional.empty();

  private SecondNode(Process process, Path base, boolean ownBase) {
    this.process = process;
    this.base = base;
    this.ownBase = ownBase;
    // A test that fails in its own cleaning must not leave a node that runs on by itself.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "kill " + base));
  }

  /** Begins to start it; {@link #address} waits until it listens. */
  static SecondNode start(Path distribution) throws IOException {
    return start(distribution, "127.0.0.1:0", "");
  }

  /**
   * Begins to start one that listens somewhere else.
   *
   * @param javaOptions such as {@code -Dtempera.echo.interval=1}
   */
  static SecondNode start(Path distribution, String listen, String javaOptions) throws IOException {
    return run(distribution, CAN_BE_DEMOTED + javaOptions, listening(listen));
  }

  /**
   * The same for one that is to have its files at some place, such as where it was killed, and
   * makes no blocks. They are not deleted.
   *
   * @param base whose path is short, as a socket is below it
   */
  static SecondNode start(Path distribution, Path base, String listen, String javaOptions)
      throws IOException {
    return run(distribution, base, false, javaOptions, listening(listen));
  }

  private static List<String> listening(String listen) {
    return List.of("--listen", listen, "--own-protocols", "7001,7002");
  }

  /** Begins to start one that follows the chain of another, and shows it. */
  static SecondNode follow(Path distribution, InetSocketAddress peer) throws IOException {
    String address = peer.getAddress().getHostAddress() + ":" + peer.getPort();
    return run(
        distribution, "", List.of("--listen", "127.0.0.1:0", "--connect", address, "--follow"));
  }

  private static SecondNode run(Path distribution, String javaOptions, List<String> options)
      throws IOException {
    return run(distribution, ShortBase.make("second"), true, javaOptions, options);
  }

  private static SecondNode run(
      Path distribution, Path base, boolean ownBase, String javaOptions, List<String> options)
      throws IOException {
    List<String> command =
        new ArrayList<>(List.of(distribution.resolve("bin/tempera").toString(), "run"));
    command.addAll(List.of("--magic", "42"));
    command.addAll(options);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("TEMPERA_BASE", base.toString());
    builder.environment().put("TEMPERA_OPTS", javaOptions);
    SecondNode node = new SecondNode(builder.start(), base, ownBase);
    Thread.ofPlatform().daemon().name("console of " + base).start(node::read);
    return node;
  }

  private void read() {
    try (BufferedReader console = process.inputReader(StandardCharsets.UTF_8)) {
      console.lines().forEach(said::add);
    } catch (IOException e) {
      said.add("Its console broke: " + e);
    }
  }

  /** Where it listens. */
  InetSocketAddress address() throws InterruptedException {
    if (address.isEmpty()) {
      Matcher listens = awaitSaid(LISTENS);
      address =
          Optional.of(new InetSocketAddress(listens.group(1), Integer.parseInt(listens.group(2))));
    }
    return address.get();
  }

  /** Waits for a line on its console, after the one that was waited for before. */
  Matcher awaitSaid(Pattern wanted) throws InterruptedException {
    StringBuilder lines = new StringBuilder();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_S);
    while (true) {
      String line = said.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (line == null) {
        throw new AssertionError("The second node has not said " + wanted + ": " + lines);
      }
      lines.append('\n').append(line);
      Matcher matcher = wanted.matcher(line);
      if (matcher.find()) {
        return matcher;
      }
    }
  }

  /** A client of its shell, once it listens. */
  Control control() throws IOException {
    return new Control(base);
  }

  /** A file that it deploys. */
  Path deployed(String name) {
    return base.resolve("deploy").resolve(name);
  }

  /** Its log so far. */
  String log() throws IOException {
    return Files.readString(base.resolve("log").resolve("tempera.log"));
  }

  /** It does nothing any more, and its connections stay. For good: {@link #close} ends it. */
  void hold() throws IOException, InterruptedException {
    int code = new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start().waitFor();
    if (code != 0) {
      throw new AssertionError("kill -STOP ended with " + code);
    }
  }

  /** Ends it as SIGKILL does, and waits until it has. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Ends it as SIGTERM does; its exit code. */
  int stop() throws InterruptedException {
    process.destroy();
    awaitEnd();
    return process.exitValue();
  }

  private void awaitEnd() throws InterruptedException {
    if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
      throw new AssertionError("The second node did not stop within " + LIMIT_S + " s");
    }
  }

  /** Some time goes by in which it must not end: between two questions to it. */
  void runOnFor(Duration time) throws InterruptedException {
    if (process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("The second node has ended with " + process.exitValue());
    }
  }

  /** Kills it, if it still runs, waits until it has ended, and deletes the files it was given. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().orTimeout(LIMIT_S, TimeUnit.SECONDS).join();
    if (ownBase) {
      ShortBase.delete(base);
    }
  }
}

package io.tempera.containers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A node in a process of its own, started from the unpacked distribution as an operator does. */
final class SecondNode implements AutoCloseable {
  private static final Pattern LISTENS = Pattern.compile("Tempera listens on (.+):(\\d+)");
  private static final long LIMIT_S = 60;

  private final Process process;
  private Optional<InetSocketAddress> address = Optional.empty();

  private SecondNode(Process process) {
    this.process = process;
  }

  /** Begins to start it; {@link #address} waits until it listens. */
  static SecondNode start(Path distribution) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                distribution.resolve("bin/tempera").toString(),
                "run",
                "--listen",
                "127.0.0.1:0",
                "--magic",
                "42",
                "--own-protocols",
                "7001,7002")
            .redirectErrorStream(true);
    builder.environment().put("TEMPERA_BASE", Files.createTempDirectory("second").toString());
    return new SecondNode(builder.start());
  }

  /** Where it listens. */
  InetSocketAddress address() throws IOException {
    if (address.isEmpty()) {
      address = Optional.of(readAddress());
    }
    return address.get();
  }

  private InetSocketAddress readAddress() throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.append('\n').append(line);
      Matcher listens = LISTENS.matcher(line);
      if (listens.find()) {
        // Its further lines are few, and fit the pipe.
        return new InetSocketAddress(listens.group(1), Integer.parseInt(listens.group(2)));
      }
    }
    throw new IOException("The second node did not start: " + said);
  }

  /** It does nothing any more, and its connections stay. For good: {@link #close} ends it. */
  void hold() throws IOException, InterruptedException {
    int code = new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start().waitFor();
    if (code != 0) {
      throw new AssertionError("kill -STOP ended with " + code);
    }
  }

  /** Ends it as SIGTERM does; its exit code. */
  int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
      throw new AssertionError("The second node did not stop within " + LIMIT_S + " s");
    }
    return process.exitValue();
  }

  /** Kills it, if it still runs. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}

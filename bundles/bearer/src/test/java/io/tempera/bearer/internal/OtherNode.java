package io.tempera.bearer.internal;

import io.tempera.bearer.BearerException;
import io.tempera.bearer.BearerListener;
import io.tempera.bearer.Endpoint;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Another process, which listens where it is told to: for each line with an address it says whether
 * it does, or why not, and for an empty one it stops.
 */
final class OtherNode implements AutoCloseable {
  static final String LISTENS = "listens";

  private final Process process;
  private final PrintStream orders;
  private final BufferedReader answers;

  OtherNode(Transport transport) throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                OtherNode.class.getName(),
                transport.name())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Tells it to listen; the answer comes later. */
  void listen(String address) {
    orders.println(address);
  }

  /** Tells it to stop listening. */
  void stop() {
    orders.println();
  }

  /** Waits for its next answer. */
  String answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new AssertionError("The other process has ended");
    }
    return line;
  }

  @Override
  public void close() throws Exception {
    orders.close();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("The other process does not end");
    }
  }

  /** What the process that started this one reads. */
  static PrintStream answers() {
    return new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  }

  /** The other process. */
  public static void main(String[] args) throws Exception {
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream answers = answers();
    try (Loopback net = new Loopback(Transport.valueOf(args[0]))) {
      BearerListener listener = null;
      for (String line = orders.readLine(); line != null; line = orders.readLine()) {
        if (line.isEmpty()) {
          if (listener != null) {
            listener.close();
          }
          listener = null;
          answers.println("stopped");
          continue;
        }
        try {
          listener = net.factory.listen(Endpoint.parse(line).resolve());
          answers.println(LISTENS);
        } catch (BearerException e) {
          answers.println(e.getMessage());
        }
      }
    }
  }
}

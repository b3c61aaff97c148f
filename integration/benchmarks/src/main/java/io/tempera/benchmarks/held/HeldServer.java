package io.tempera.benchmarks.held;

import io.tempera.benchmarks.Console;
import io.tempera.benchmarks.idle.IdleServer;
import io.tempera.benchmarks.idle.Talk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * A process with one server. Says on which port it listens; then it is told what to do as soon as
 * it has so many connections, and ends when it does not get them or does not get rid of them.
 */
public final class HeldServer {
  /** So many are there: nothing more than that. */
  static final String COUNT = "count";

  /** So many are there: what the process holds now. */
  static final String MEASURE = "measure";

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

  private HeldServer() {}

  /** Takes a {@link Talk}. */
  public static void main(String[] arguments) throws Exception {
    PrintStream out = Console.out();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (IdleServer server = IdleServer.open(Talk.valueOf(arguments[0]))) {
      out.println(server.port());
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] words = line.split(" ");
        await(server, Integer.parseInt(words[1]));
        out.println(words[0].equals(MEASURE) ? Footprint.settled().line() : words[0]);
      }
    }
  }

  private static void await(IdleServer server, int expected) throws IOException {
    long began = System.nanoTime();
    while (server.connections() != expected) {
      if (System.nanoTime() - began > PATIENCE) {
        throw new IOException(
            "The server has "
                + server.connections()
                + " connections, not "
                + expected
                + ": some were lost, or did not go");
      }
      Thread.onSpinWait();
    }
  }
}

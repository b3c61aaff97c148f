package io.tempera.benchmarks.idle;

import io.tempera.benchmarks.Console;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * A process with one server, whose memory it counts before and after another process has connected.
 * Prints bytes of heap and of direct memory per connection, for half of the connections and for all
 * of them.
 */
public final class IdleProcess {
  private static final int WARM_UP = 50;

  private IdleProcess() {}

  /** Takes a {@link Talk} and a number of connections. */
  public static void main(String[] arguments) throws Exception {
    Talk talk = Talk.valueOf(arguments[0]);
    int connections = Integer.parseInt(arguments[1]);
    try (IdleServer server = IdleServer.open(talk)) {
      int port = server.port();
      // Once, so that classes, pools and threads are there.
      connected(talk, port, WARM_UP).close();
      while (server.connections() > 0) {
        Thread.onSpinWait();
      }
      Memory empty = Memory.settled();
      try (JavaProcess half = connected(talk, port, connections / 2)) {
        Memory withHalf = Memory.settled();
        try (JavaProcess rest = connected(talk, port, connections - connections / 2)) {
          Console.out()
              .println(
                  perConnection(empty, withHalf, connections / 2)
                      + " "
                      + perConnection(empty, Memory.settled(), connections));
        }
      }
    }
  }

  /** Starts clients, and waits until every one of their connections has fallen silent. */
  private static JavaProcess connected(Talk talk, int port, int count) throws IOException {
    JavaProcess clients =
        JavaProcess.start(
            IdleClients.class,
            List.of("-Xmx256m"),
            List.of(talk.name(), Integer.toString(port), Integer.toString(count)));
    clients.answer();
    return clients;
  }

  private static String perConnection(Memory empty, Memory full, int connections) {
    return String.format(
        Locale.ROOT,
        "%d %d",
        (full.heap() - empty.heap()) / connections,
        (full.direct() - empty.direct()) / connections);
  }
}

package io.tempera.benchmarks.idle;

import io.tempera.benchmarks.Console;
import io.tempera.benchmarks.baseline.PlainIdleServer;
import io.tempera.benchmarks.protocol.IdleNode;
import java.net.InetSocketAddress;
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
    try (IdleServer server = open(talk)) {
      int port = ((InetSocketAddress) server.address()).getPort();
      // Once, so that classes, pools and threads are there.
      Clients.connected(talk, port, WARM_UP).close();
      while (server.connections() > 0) {
        Thread.onSpinWait();
      }
      Memory empty = Memory.settled();
      try (Clients half = Clients.connected(talk, port, connections / 2)) {
        Memory withHalf = Memory.settled();
        try (Clients rest = Clients.connected(talk, port, connections - connections / 2)) {
          Console.out()
              .println(
                  perConnection(empty, withHalf, connections / 2)
                      + " "
                      + perConnection(empty, Memory.settled(), connections));
        }
      }
    }
  }

  private static IdleServer open(Talk talk) throws Exception {
    return switch (talk) {
      case PLAIN -> PlainIdleServer.open();
      case NODE -> IdleNode.open();
    };
  }

  private static String perConnection(Memory empty, Memory full, int connections) {
    return String.format(
        Locale.ROOT,
        "%d %d",
        (full.heap() - empty.heap()) / connections,
        (full.direct() - empty.direct()) / connections);
  }
}

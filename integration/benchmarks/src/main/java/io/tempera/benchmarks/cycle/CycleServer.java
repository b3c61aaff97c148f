package io.tempera.benchmarks.cycle;

import io.tempera.benchmarks.Console;
import io.tempera.benchmarks.baseline.PlainHost;
import io.tempera.benchmarks.idle.JavaProcess;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The second process: a whole node, and a plain host beside it. Says at which ports they listen,
 * the plain one first; then it does what it is told.
 */
public final class CycleServer {
  /** What has it cost so far? */
  private static final String COSTS = "costs";

  /** What is there, with nobody there? */
  private static final String STANDING = "standing";

  /** The same, as soon as it is what it was, which follows. */
  private static final String AGAIN = "again";

  /** Establish a duplex connection to the port that follows, and keep it. */
  private static final String DIAL = "dial";

  private CycleServer() {}

  /** Takes the number of doors, and {@link Waits}. */
  public static void main(String[] arguments) throws Exception {
    PrintStream out = Console.out();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (PlainHost plain = PlainHost.open(1);
        CycleNode node =
            CycleNode.open(Integer.parseInt(arguments[0]), Waits.valueOf(arguments[1]))) {
      out.println(
          port(plain.address())
              + node.addresses().stream()
                  .map(address -> " " + port(address))
                  .collect(Collectors.joining()));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.println(answer(node, line.split(" ", 2)));
      }
    }
  }

  private static String answer(CycleNode node, String... words)
      throws IOException, InterruptedException {
    return switch (words[0]) {
      case COSTS -> Costs.now().line();
      case STANDING -> Standing.of(node).line();
      case AGAIN -> Standing.again(node, Standing.parse(words[1])).line();
      case DIAL -> {
        node.peers()
            .establishPeerConnection(
                loopback(words[1]), DiffusionMode.INITIATOR_AND_RESPONDER, Provenance.OUTBOUND);
        yield words[0];
      }
      default -> throw new IOException("Nobody knows what " + words[0] + " means");
    };
  }

  private static int port(SocketAddress address) {
    return ((InetSocketAddress) address).getPort();
  }

  private static SocketAddress loopback(String port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
  }

  /** The process, seen from the other one. For one thread. */
  static final class Remote implements AutoCloseable {
    private final JavaProcess process;
    private final SocketAddress plain;
    private final List<SocketAddress> doors;

    private Remote(JavaProcess process) throws IOException {
      this.process = process;
      List<SocketAddress> addresses =
          Arrays.stream(process.answer().split(" ")).map(CycleServer::loopback).toList();
      plain = addresses.getFirst();
      doors = addresses.subList(1, addresses.size());
    }

    /**
     * Starts it.
     *
     * @param doors how many peers one can make of it
     */
    static Remote start(int doors, Waits waits) throws IOException {
      return new Remote(
          JavaProcess.start(
              CycleServer.class,
              List.of("-Xms1g", "-Xmx1g"),
              List.of(Integer.toString(doors), waits.name())));
    }

    SocketAddress plain() {
      return plain;
    }

    List<SocketAddress> doors() {
      return doors;
    }

    Costs costs() throws IOException {
      return Costs.parse(ask(COSTS));
    }

    Standing standing() throws IOException {
      return Standing.parse(ask(STANDING));
    }

    /** See {@link Standing#again}. */
    Standing again(Standing before) throws IOException {
      return Standing.parse(ask(AGAIN + " " + before.line()));
    }

    /** Has it keep a connection of its own to us. */
    void dial(SocketAddress us) throws IOException {
      ask(DIAL + " " + port(us));
    }

    private String ask(String what) throws IOException {
      process.tell(what);
      return process.answer();
    }

    @Override
    public void close() throws IOException, InterruptedException {
      process.close();
    }
  }
}

package io.tempera.benchmarks.held;

import io.tempera.benchmarks.idle.Caller;
import io.tempera.benchmarks.idle.JavaProcess;
import io.tempera.benchmarks.idle.Talk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A server and its clients, each a process, and one connection from this process, on which round
 * trips are measured. For one thread; everything blocks until it is done.
 */
final class Holding implements AutoCloseable {
  private final String name;
  private final JavaProcess server;
  private final JavaProcess clients;
  private final Caller established;
  private final Trips alone = new Trips();
  private final Trips beside = new Trips();
  private final Trips among = new Trips();
  private final List<Stage> stages = new ArrayList<>();

  private Holding(String name, JavaProcess server, JavaProcess clients, Caller established) {
    this.name = name;
    this.server = server;
    this.clients = clients;
    this.established = established;
  }

  /**
   * Starts the processes, and has as many connections come and go as will be held: so all that a
   * server makes once, and what it compiles, is there before something is measured.
   *
   * @param name of its rows
   */
  static Holding open(String name, Talk talk, int connections)
      throws IOException, InterruptedException {
    JavaProcess server =
        JavaProcess.start(
            HeldServer.class,
            List.of("-Xms1g", "-Xmx1g", "-XX:+UseSerialGC", Footprint.OPTION),
            List.of(talk.name()));
    try {
      int port = Integer.parseInt(server.answer());
      JavaProcess clients =
          JavaProcess.start(
              HeldClients.class,
              List.of("-Xmx256m", "-XX:+UseSerialGC"),
              List.of(talk.name(), Integer.toString(port)));
      try {
        Holding holding = new Holding(name, server, clients, Caller.connect(talk, port));
        ask(clients, HeldClients.VISIT, connections);
        holding.stages.add(new Stage(0, 0, holding.footprint(0)));
        return holding;
      } catch (IOException e) {
        closeAfter(e, clients);
        throw e;
      }
    } catch (IOException e) {
      closeAfter(e, server);
      throw e;
    }
  }

  /** What went wrong first is what is told. */
  private static void closeAfter(IOException e, JavaProcess process) throws InterruptedException {
    try {
      process.close();
    } catch (IOException also) {
      e.addSuppressed(also);
    }
  }

  /** Round trips of the established connection that are not counted. */
  void warmUp(int rounds) throws IOException {
    measure(rounds, new Trips());
  }

  /** Round trips of the established connection, while there is no other. */
  void measureAlone(int rounds) throws IOException {
    measure(rounds, alone);
  }

  /** Round trips of the established connection, while the others are there and silent. */
  void measureAmong(int rounds) throws IOException {
    measure(rounds, among);
  }

  private void measure(int rounds, Trips into) throws IOException {
    for (int i = 0; i < rounds; i++) {
      into.take(established);
    }
  }

  /** Has clients come until there are so many, and measures them and what the server holds. */
  void climb(int connections) throws IOException {
    int more = connections - stages.getLast().connections();
    clients.tell(HeldClients.HOLD + " " + more);
    do {
      beside.take(established);
    } while (!clients.hasAnswered());
    long nanos = Long.parseLong(clients.answer());
    stages.add(new Stage(connections, nanos, footprint(connections)));
  }

  private Footprint footprint(int connections) throws IOException {
    return Footprint.parse(ask(server, HeldServer.MEASURE, connections + 1));
  }

  /**
   * Has a round on every connection: that each is there is seen by both sides, and no time limit of
   * keep-alive passes.
   *
   * @throws IOException when one is lost
   */
  void speakOnAll() throws IOException {
    int held = stages.getLast().connections();
    established.speak();
    ask(clients, HeldClients.SPEAK, held);
    ask(server, HeldServer.COUNT, held + 1);
  }

  private static String ask(JavaProcess process, String what, int count) throws IOException {
    process.tell(what + " " + count);
    return process.answer();
  }

  String name() {
    return name;
  }

  /** The first is before anybody came. */
  List<Stage> stages() {
    return stages;
  }

  Trips alone() {
    return alone;
  }

  /** While others came. */
  Trips beside() {
    return beside;
  }

  /** While all were held. */
  Trips among() {
    return among;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    try (server;
        clients;
        established) {
      // In the other order: whoever calls hangs up first.
    }
  }
}

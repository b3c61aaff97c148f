package io.tempera.benchmarks.held;

import io.tempera.benchmarks.Console;
import io.tempera.benchmarks.idle.Caller;
import io.tempera.benchmarks.idle.Talk;
import io.tempera.benchmarks.visit.Visits;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process of clients, of whom {@link Visits#GUESTS} are busy at once. It says after each thing
 * that it is told how many nanoseconds that took, and ends when one of its connections is lost.
 */
public final class HeldClients {
  /** So many come, say everything, and go. */
  static final String VISIT = "visit";

  /** So many come, say everything, and stay. */
  static final String HOLD = "hold";

  /** So many of those who stayed have one more round, the first ones first. */
  static final String SPEAK = "speak";

  private interface Step {
    void take(int number) throws Exception;
  }

  private final Talk talk;
  private final int port;
  private final List<Caller> held = Collections.synchronizedList(new ArrayList<>());

  private HeldClients(Talk talk, int port) {
    this.talk = talk;
    this.port = port;
  }

  /** Takes a {@link Talk} and a port of the loopback interface. */
  public static void main(String[] arguments) throws Exception {
    HeldClients clients =
        new HeldClients(Talk.valueOf(arguments[0]), Integer.parseInt(arguments[1]));
    PrintStream out = Console.out();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ");
      out.println(nanos(Integer.parseInt(words[1]), clients.step(words[0])));
    }
    for (Caller caller : clients.held) {
      caller.close();
    }
  }

  private Step step(String what) {
    return switch (what) {
      case VISIT -> number -> Caller.connect(talk, port).close();
      case HOLD -> number -> held.add(Caller.connect(talk, port));
      case SPEAK -> number -> held.get(number).speak();
      default -> throw new IllegalArgumentException("Nobody knows how to " + what);
    };
  }

  private static long nanos(int count, Step step) throws Exception {
    AtomicInteger next = new AtomicInteger();
    long began = System.nanoTime();
    List<FutureTask<Void>> guests = new ArrayList<>();
    for (int i = 0; i < Visits.GUESTS; i++) {
      FutureTask<Void> guest = new FutureTask<>(() -> steps(next, count, step));
      guests.add(guest);
      Thread.startVirtualThread(guest);
    }
    for (FutureTask<Void> guest : guests) {
      guest.get();
    }
    return System.nanoTime() - began;
  }

  private static Void steps(AtomicInteger next, int count, Step step) throws Exception {
    for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
      step.take(i);
    }
    return null;
  }
}

package io.tempera.benchmarks.idle;

import io.tempera.benchmarks.Console;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that keeps many connections open: it says what there is to say on each, tells that it
 * is ready, and closes all when its input ends.
 */
public final class IdleClients {
  private IdleClients() {}

  /** Takes a {@link Talk}, a port of the loopback interface, and a number of connections. */
  public static void main(String[] arguments) throws IOException {
    Talk talk = Talk.valueOf(arguments[0]);
    int port = Integer.parseInt(arguments[1]);
    List<Caller> open = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
      open.add(Caller.connect(talk, port));
    }
    Console.out().println("ready");
    System.in.transferTo(OutputStream.nullOutputStream());
    for (Caller caller : open) {
      caller.close();
    }
  }
}

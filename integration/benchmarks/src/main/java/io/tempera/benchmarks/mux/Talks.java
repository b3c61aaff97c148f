package io.tempera.benchmarks.mux;

import io.tempera.benchmarks.half.Desk;
import io.tempera.benchmarks.wire.Laps;
import io.tempera.benchmarks.wire.Shape;
import io.tempera.benchmarks.wire.Window;
import java.nio.ByteBuffer;

/** The four halves. Messages have fixed sizes, so there is nothing to decode. */
final class Talks {
  private static final byte[] PING = {1, 2, 3};

  private Talks() {}

  /** Sends small messages and waits for each to come back, as often as is ordered. */
  static void ping(ByteHalf half, Desk desk) throws InterruptedException {
    desk.sitDown(half::wake);
    while (true) {
      half.await(desk::hasOrder);
      desk.carryOut(
          count -> {
            Laps laps = new Laps(count);
            while (!laps.isOver()) {
              half.send(PING);
              half.receive(PING.length);
              laps.lap();
            }
            return laps.nanos();
          });
    }
  }

  /** Sends small messages back. */
  static void pong(ByteHalf half) throws InterruptedException {
    while (true) {
      half.send(half.receive(PING.length));
    }
  }

  /** Asks for large messages and takes them, as many as are ordered. */
  static void ask(ByteHalf half, Desk desk, Shape shape) throws InterruptedException {
    desk.sitDown(half::wake);
    while (true) {
      half.await(desk::hasOrder);
      desk.carryOut(
          messages -> {
            Laps laps = new Laps(1);
            Window window = new Window(shape.window(), messages);
            while (window.isOpen()) {
              while (window.hasRoom()) {
                half.send(ByteBuffer.allocate(Integer.BYTES).putInt(window.ask()).array());
              }
              half.receive(shape.message());
              window.arrived();
            }
            laps.lap();
            return laps.nanos();
          });
    }
  }

  /** Sends as many large messages as it is asked for. */
  static void answer(ByteHalf half, Shape shape) throws InterruptedException {
    byte[] message = new byte[shape.message()];
    while (true) {
      int count = ByteBuffer.wrap(half.receive(Integer.BYTES)).getInt();
      for (int i = 0; i < count; i++) {
        half.send(message);
      }
    }
  }
}

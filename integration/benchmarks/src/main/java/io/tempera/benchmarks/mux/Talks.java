package io.tempera.benchmarks.mux;

import io.tempera.benchmarks.half.Desk;
import io.tempera.benchmarks.half.Window;
import io.tempera.benchmarks.wire.Frames;
import java.nio.ByteBuffer;

/** The four halves. Messages have fixed sizes, so there is nothing to decode. */
final class Talks {
  private static final byte[] PING = {1, 2, 3};
  private static final byte[] MESSAGE = new byte[Frames.MESSAGE];

  private Talks() {}

  /** Sends small messages and waits for each to come back, as often as is ordered. */
  static void ping(ByteHalf half, Desk desk) throws InterruptedException {
    desk.sitDown(half::wake);
    while (true) {
      half.await(desk::hasOrder);
      desk.carryOut(
          count -> {
            for (int i = 0; i < count; i++) {
              half.send(PING);
              half.receive(PING.length);
            }
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
  static void ask(ByteHalf half, Desk desk) throws InterruptedException {
    desk.sitDown(half::wake);
    while (true) {
      half.await(desk::hasOrder);
      desk.carryOut(
          messages -> {
            Window window = new Window(messages);
            while (window.isOpen()) {
              window.fill(
                  count -> half.send(ByteBuffer.allocate(Integer.BYTES).putInt(count).array()));
              half.receive(Frames.MESSAGE);
              window.arrived();
            }
          });
    }
  }

  /** Sends as many large messages as it is asked for. */
  static void answer(ByteHalf half) throws InterruptedException {
    while (true) {
      int count = ByteBuffer.wrap(half.receive(Integer.BYTES)).getInt();
      for (int i = 0; i < count; i++) {
        half.send(MESSAGE);
      }
    }
  }
}

package io.tempera.check;

import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** One direction of a pair's wire: takes a while, keeps the order, may deliver byte by byte. */
final class Wire {
  /** Whom a wire delivers to. */
  interface End {
    /** A message begins to arrive. */
    void begins(byte[] message);

    /** A piece of it arrives, the last one if it is whole now. */
    void arrives(byte[] piece, boolean whole);
  }

  private final VirtualRuntime runtime;
  private final End end;
  private final Deque<byte[]> arriving = new ArrayDeque<>();
  private boolean byteByByte;

  Wire(VirtualRuntime runtime, End end) {
    this.runtime = runtime;
    this.end = end;
  }

  void byteByByte() {
    byteByByte = true;
  }

  void carry(byte[] message, Duration latency) {
    runtime
        .timers()
        .after(
            latency,
            () -> {
              arriving.add(message);
              if (arriving.size() == 1) {
                begin();
              }
            });
  }

  private void begin() {
    end.begins(arriving.element());
    deliver(0);
  }

  private void deliver(int from) {
    byte[] message = arriving.element();
    int until = byteByByte ? from + 1 : message.length;
    boolean whole = until == message.length;
    if (whole) {
      arriving.remove();
    }
    end.arrives(Arrays.copyOfRange(message, from, until), whole);
    if (!whole) {
      runtime.timers().after(Duration.ZERO, () -> deliver(until));
    } else if (!arriving.isEmpty()) {
      runtime.timers().after(Duration.ZERO, this::begin);
    }
  }
}

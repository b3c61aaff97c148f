package io.tempera.check;

import io.tempera.handshake.Agreed;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.MiniProtocol;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The initiator and the responder of a mini-protocol against each other, in virtual time, over a
 * wire that takes a while and may deliver byte by byte.
 */
public final class HalfPair {
  private final VirtualRuntime runtime;
  private final HalfRun initiator;
  private final HalfRun responder;
  private final List<String> wire = new ArrayList<>();
  private Duration latency = Duration.ofMillis(1);
  private boolean byteByByte;
  private Runnable afterEach = () -> {};

  /** A pair that does not run yet. */
  public HalfPair(VirtualRuntime runtime, int number) {
    this(runtime, number, Defaults.AGREED);
  }

  /** A pair that does not run yet. */
  public HalfPair(VirtualRuntime runtime, int number, Agreed agreed) {
    this.runtime = runtime;
    this.initiator = run(number, Direction.INITIATOR, agreed);
    this.responder = run(number, Direction.RESPONDER, agreed);
    initiator.wire(message -> carry("I ", message, responder));
    responder.wire(message -> carry("R ", message, initiator));
  }

  /** How long each message is on its way; 1 ms unless told. */
  public HalfPair latency(Duration time) {
    latency = time;
    return this;
  }

  /** Each byte arrives by itself. */
  public HalfPair byteByByte() {
    byteByByte = true;
    return this;
  }

  /** Starts both halves; they run when the runtime does. */
  public HalfPair start(MiniProtocol protocol) {
    return start(protocol, protocol);
  }

  /** Starts both halves, of two implementations. */
  public HalfPair start(MiniProtocol initiating, MiniProtocol responding) {
    responder.start(responding.responder());
    initiator.start(initiating.initiator());
    return this;
  }

  /** Calls back after each message was delivered, in either direction. */
  HalfPair afterEach(Runnable callback) {
    afterEach = callback;
    return this;
  }

  /** The half that asks. */
  public HalfRun initiator() {
    return initiator;
  }

  /** The half that answers. */
  public HalfRun responder() {
    return responder;
  }

  /** Every message that was delivered, in order: I or R for its sender, and its bytes in hex. */
  public List<String> wire() {
    return List.copyOf(wire);
  }

  private HalfRun run(int number, Direction direction, Agreed agreed) {
    return new HalfRun(runtime, new ProtocolKey(number, direction), agreed, Optional.empty());
  }

  private void carry(String sender, byte[] message, HalfRun to) {
    runtime
        .timers()
        .after(
            latency,
            () -> {
              wire.add(sender + HexFormat.of().formatHex(message));
              deliver(message, to, 0);
            });
  }

  private void deliver(byte[] message, HalfRun to, int from) {
    int until = byteByByte ? from + 1 : message.length;
    to.arrive(Arrays.copyOfRange(message, from, until));
    if (until < message.length) {
      runtime.timers().after(Duration.ZERO, () -> deliver(message, to, until));
    } else {
      afterEach.run();
    }
  }
}

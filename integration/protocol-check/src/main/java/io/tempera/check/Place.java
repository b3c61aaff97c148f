package io.tempera.check;

import io.tempera.handshake.Agreed;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.Half;
import io.tempera.protocol.HalfResult;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.Snapshot;
import io.tempera.testkit.VirtualRuntime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/** One side of a pair: the half that runs there, and the implementations that are to carry on. */
final class Place {
  private final VirtualRuntime runtime;
  private final ProtocolKey key;
  private final Agreed agreed;
  private final Consumer<byte[]> wire;
  private final Deque<MiniProtocol> next = new ArrayDeque<>();
  private HalfRun half;
  private int handOvers;

  Place(VirtualRuntime runtime, ProtocolKey key, Agreed agreed, Consumer<byte[]> wire) {
    this.runtime = runtime;
    this.key = key;
    this.agreed = agreed;
    this.wire = wire;
    this.half = run(Optional.empty());
  }

  HalfRun half() {
    return half;
  }

  /** How many hand-overs there were. */
  int handOvers() {
    return handOvers;
  }

  void start(MiniProtocol protocol) {
    half.start(halfOf(protocol));
  }

  /** Another implementation carries on as soon as the one before it stops for it. */
  void handOver(MiniProtocol to) {
    next.add(to);
    if (next.size() == 1) {
      ask();
    }
  }

  private void ask() {
    if (!next.isEmpty()) {
      half.askHandOver(next.element().resumesFrom());
    }
  }

  private void over() {
    if (half.result().orElse(null) instanceof HalfResult.HandedOver stopped && !next.isEmpty()) {
      HalfRun before = half;
      half = run(Optional.of(stopped.snapshot()));
      half.arrive(before.left());
      half.control(before.control());
      handOvers++;
      start(next.remove());
      ask();
    }
  }

  private HalfRun run(Optional<Snapshot> before) {
    return new HalfRun(runtime, key, agreed, before).wire(wire).whenOver(this::over);
  }

  private Half halfOf(MiniProtocol protocol) {
    return key.direction() == Direction.INITIATOR ? protocol.initiator() : protocol.responder();
  }
}

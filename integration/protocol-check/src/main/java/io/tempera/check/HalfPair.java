package io.tempera.check;

import io.tempera.handshake.Agreed;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.MiniProtocol;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The initiator and the responder of a mini-protocol against each other, in virtual time, over a
 * wire that takes a while and may deliver byte by byte. Either half may be handed over to another
 * implementation. {@link Rehearsal} is the same with fewer words.
 */
public final class HalfPair {
  private final VirtualRuntime runtime;
  private final Place initiator;
  private final Place responder;
  private final Wire forth;
  private final Wire back;
  private final List<Said> said = new ArrayList<>();
  private Duration latency = Duration.ofMillis(1);
  private Arrival arrival = (messages, whole) -> {};

  /** What a check does at a point of the conversation. */
  interface Arrival {
    /**
     * Something has arrived, in either direction; who receives it has not run yet.
     *
     * @param messages which message it belongs to, from 1
     * @param whole whether all of it is there
     */
    void arrived(int messages, boolean whole);
  }

  /** A pair that does not run yet. */
  public HalfPair(VirtualRuntime runtime, int number) {
    this(runtime, number, Defaults.AGREED);
  }

  /** A pair that does not run yet. */
  public HalfPair(VirtualRuntime runtime, int number, Agreed agreed) {
    this.runtime = runtime;
    this.forth = new Wire(runtime, new Side(Direction.INITIATOR));
    this.back = new Wire(runtime, new Side(Direction.RESPONDER));
    this.initiator =
        new Place(
            runtime,
            new ProtocolKey(number, Direction.INITIATOR),
            agreed,
            message -> forth.carry(message, latency));
    this.responder =
        new Place(
            runtime,
            new ProtocolKey(number, Direction.RESPONDER),
            agreed,
            message -> back.carry(message, latency));
  }

  /** How long each message is on its way; 1 ms unless told. */
  public HalfPair latency(Duration time) {
    latency = time;
    return this;
  }

  /** Each byte arrives by itself. */
  public HalfPair byteByByte() {
    forth.byteByByte();
    back.byteByByte();
    return this;
  }

  /** Starts both halves; they run when the runtime does. */
  public HalfPair start(MiniProtocol protocol) {
    return start(protocol, protocol);
  }

  /** Starts both halves, of two implementations. */
  public HalfPair start(MiniProtocol initiating, MiniProtocol responding) {
    responder.start(responding);
    initiator.start(initiating);
    return this;
  }

  /**
   * Another implementation carries on in place of a half, as soon as that half is where it may be
   * handed over and the other one resumes from; several in a row carry on after one another.
   */
  public HalfPair handOver(Direction half, MiniProtocol to) {
    place(half).handOver(to);
    return this;
  }

  /** The connection goes: both halves are interrupted. */
  void cut() {
    initiator().interrupt();
    responder().interrupt();
  }

  /** How many hand-overs of a half there were. */
  public int handOvers(Direction half) {
    return place(half).handOvers();
  }

  /** The half that asks; after a hand-over the one that carries on. */
  public HalfRun initiator() {
    return initiator.half();
  }

  /** The half that answers; after a hand-over the one that carries on. */
  public HalfRun responder() {
    return responder.half();
  }

  /** Every message that was delivered, in order: I or R for its sender, and its bytes in hex. */
  public List<String> wire() {
    return said.stream().map(Said::toString).toList();
  }

  /** Every message that was delivered, in order. */
  List<Said> said() {
    return List.copyOf(said);
  }

  /** How many messages were delivered, in part at least. */
  int count() {
    return said.size();
  }

  VirtualRuntime runtime() {
    return runtime;
  }

  /** Calls back whenever something has arrived. */
  HalfPair onArrival(Arrival callback) {
    arrival = callback;
    return this;
  }

  HalfRun half(Direction half) {
    return place(half).half();
  }

  private Place place(Direction half) {
    return half == Direction.INITIATOR ? initiator : responder;
  }

  /** What one half says. */
  private final class Side implements Wire.End {
    private final Direction by;
    private int number;

    Side(Direction by) {
      this.by = by;
    }

    @Override
    public void begins(byte[] message) {
      said.add(new Said(by, message));
      number = said.size();
    }

    @Override
    public void arrives(byte[] piece, boolean whole) {
      half(by.opposite()).arrive(piece);
      arrival.arrived(number, whole);
    }
  }
}

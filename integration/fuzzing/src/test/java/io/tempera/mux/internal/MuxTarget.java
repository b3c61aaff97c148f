package io.tempera.mux.internal;

import static io.tempera.fuzzing.FuzzTarget.check;
import static io.tempera.fuzzing.FuzzTarget.same;

import io.tempera.fuzzing.Bits;
import io.tempera.fuzzing.FuzzTarget;
import io.tempera.fuzzing.TraceList;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.mux.StartMode;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.List;

/**
 * Operations in any order on two multiplexers with one budget: what users ask, what comes, how far
 * the loop gets, and time.
 *
 * <p>Input: operations, a byte each and behind it what it needs.
 */
public final class MuxTarget implements FuzzTarget {
  private static final List<ProtocolKey> KEYS =
      List.of(
          new ProtocolKey(2, Direction.RESPONDER),
          new ProtocolKey(3, Direction.RESPONDER),
          new ProtocolKey(8, Direction.RESPONDER),
          new ProtocolKey(8, Direction.INITIATOR));

  /** So that an input is done in well under a second. */
  private static final int MOST_OPERATIONS = 300;

  private static final int OPERATIONS = 20;

  @Override
  public void use(byte[] input) {
    // Half of them with somebody who wants to know what passes on the wire.
    new World(new Bits(input), new TraceList(input.length % 2 == 0)).play();
  }

  private static final class World {
    private final Bits bits;
    private final VirtualRuntime runtime = new VirtualRuntime();
    private final TraceList traces;
    private final LiveMuxFactory factory;
    private final List<FuzzConnection> connections;
    private MuxSettings settings = MuxSettings.DEFAULTS;

    World(Bits bits, TraceList traces) {
      this.bits = bits;
      this.traces = traces;
      factory = new LiveMuxFactory(runtime, traces, () -> settings);
      connections =
          List.of(new FuzzConnection(0, runtime, factory), new FuzzConnection(1, runtime, factory));
    }

    void play() {
      for (int i = 0; i < MOST_OPERATIONS && bits.more(); i++) {
        int operation = bits.next();
        FuzzConnection connection = connections.get(operation < 200 ? 0 : 1);
        operate(operation % OPERATIONS, connection);
        connection.checkStatus();
      }
      connections.forEach(FuzzConnection::end);
      same(factory.live(), 0, "how many live on");
      same(factory.waiting(), 0L, "how many bytes are still counted");
      runtime.advance(Duration.ofSeconds(11));
      runtime.assertNothingLeft();
      check(traces.all().stream().noneMatch(t -> t.text().isBlank()), "a trace has a text");
    }

    /** What is left to do on the loops is done; then all that waits is counted. */
    private void turn() {
      connections.forEach(FuzzConnection::turn);
      long waiting = connections.stream().mapToLong(FuzzConnection::waiting).sum();
      same(factory.waiting(), waiting, "what the budget counts, and what waits");
    }

    private void operate(int operation, FuzzConnection connection) {
      switch (operation) {
        case 0 -> connection.register(key(), 1 + bits.next() * 4);
        case 1 -> connection.withdraw(key());
        case 2 -> connection.run();
        case 3, 4 -> connection.runMiniProtocol(key(), mode(), bits.below(8) == 7);
        case 5, 6 -> connection.receive(key(), 1 + bits.next(), 0);
        case 7 -> connection.receive(key(), 1 + bits.next(), bits.below(32));
        case 8 -> connection.receiveGarbage(bits.take(bits.below(32)));
        case 9 -> connection.turn();
        case 10 -> turn();
        case 11 -> connection.send(key(), 1 + bits.next());
        case 12 -> connection.take(key(), 1 + bits.next());
        case 13 -> connection.whenArrived(key(), 1 + bits.next());
        case 14 -> connection.through(key(), bits.below(4) == 3);
        case 15 -> rare(bits.below(6), connection);
        case 16 -> connection.takes(bits.below(2) == 0);
        case 17 -> runtime.advance(Duration.ofMillis(10L << bits.below(13)));
        case 18 -> connection.receiveHandshake();
        default -> connection.sendHandshake(1 + bits.next());
      }
    }

    private void rare(int operation, FuzzConnection connection) {
      switch (operation) {
        case 0 -> connection.closeInput();
        case 1 -> connection.breakBearer();
        case 2 -> connection.stop();
        case 3 -> {
          factory.close();
          connections.forEach(FuzzConnection::stop);
        }
        case 4 -> settings = settings(bits.next());
        default -> connection.changeStart(key(), mode());
      }
    }

    private ProtocolKey key() {
      return KEYS.get(bits.below(KEYS.size()));
    }

    private StartMode mode() {
      return StartMode.values()[bits.below(StartMode.values().length)];
    }

    private static MuxSettings settings(int flags) {
      MuxSettings usual = MuxSettings.DEFAULTS;
      return new MuxSettings(
          usual.sduTimeout(),
          usual.stopDrain(),
          usual.eofGrace(),
          (flags & 1) == 0 ? usual.egressSoftLimit() : 150,
          (flags & 2) == 0 ? usual.batchSdus() : 2,
          (flags & 8) == 0 ? usual.egressInterval() : Duration.ofMillis(100),
          (flags & 4) == 0 ? usual.ingressBudget() : 400,
          usual.handshakeHold());
    }
  }
}

package io.tempera.mux.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.mux.Direction;
import io.tempera.mux.MuxError;
import io.tempera.mux.ProtocolKey;
import io.tempera.testkit.RecordingTracer;
import io.tempera.testkit.VirtualRuntime;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which half an SDU goes to, for every set of registered halves: all modes are among them. */
class DemultiplexerTest {
  private static final List<ProtocolKey> KEYS =
      List.of(
          new ProtocolKey(2, Direction.INITIATOR),
          new ProtocolKey(2, Direction.RESPONDER),
          new ProtocolKey(8, Direction.INITIATOR),
          new ProtocolKey(8, Direction.RESPONDER));

  /** The handshake's, DeltaQ's, registered ones, one between them, one above, the largest. */
  private static final List<Integer> NUMBERS = List.of(0, 1, 2, 3, 8, 9, ProtocolKey.MAX_NUMBER);

  private final IngressBudget.Account account =
      new IngressBudget(() -> MuxSettings.DEFAULTS).open();

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final DelayWatch delays =
      new DelayWatch(Exploration.ID, runtime.clock(), new RecordingTracer(runtime));

  @Test
  void everySduGoesToTheOtherHalfOfItsSenderOrIsTheErrorThatFits() {
    for (int set = 0; set < 1 << KEYS.size(); set++) {
      List<ProtocolKey> registered = new ArrayList<>();
      for (int i = 0; i < KEYS.size(); i++) {
        if ((set >> i & 1) == 1) {
          registered.add(KEYS.get(i));
        }
      }
      for (int number : NUMBERS) {
        for (Direction sender : Direction.values()) {
          assertGoesWhereItBelongs(registered, new ProtocolKey(number, sender));
        }
      }
    }
  }

  private void assertGoesWhereItBelongs(List<ProtocolKey> registered, ProtocolKey sender) {
    HalfRegistry halves = new HalfRegistry(Runnable::run, account);
    registered.forEach(key -> halves.register(key, 100));
    Demultiplexer demultiplexer =
        new Demultiplexer(halves::table, account, delays, () -> {}, event -> {});
    SduHeader header = new SduHeader(0, sender.number(), sender.direction(), 3);
    Optional<MuxError> error = demultiplexer.sdu(header, ByteBuffer.allocate(3), true);
    ProtocolKey receiver = new ProtocolKey(sender.number(), sender.direction().opposite());
    if (registered.contains(receiver)) {
      assertThat(error).isEmpty();
      halves
          .table()
          .all()
          .forEach(
              half -> assertThat(half.arrived()).isEqualTo(half.key().equals(receiver) ? 3 : 0));
    } else if (registered.contains(sender)) {
      assertThat(error).contains(new MuxError.MissingDirection(receiver));
    } else {
      assertThat(error).contains(new MuxError.UnknownMiniProtocol(sender.number()));
    }
  }
}

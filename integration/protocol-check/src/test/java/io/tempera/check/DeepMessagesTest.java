package io.tempera.check;

import static io.tempera.kit.Agency.INITIATOR;
import static io.tempera.kit.Agency.RESPONDER;
import static io.tempera.kit.Limits.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.check.ProtocolCheckItselfTest.Count;
import io.tempera.kit.ProtocolSpec;
import io.tempera.kit.State;
import io.tempera.kit.cbor.CborReader;
import io.tempera.kit.cbor.CborScanner;
import io.tempera.kit.cbor.CborWriter;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** A codec may say that its messages nest deeper than most: then the check goes as deep. */
final class DeepMessagesTest {
  private static final int LEVELS = CborScanner.DEFAULT_DEPTH + 6;

  private static final ProtocolSpec<Count> ROOMY =
      ProtocolSpec.<Count>named("roomy")
          .state("Idle", INITIATOR, bytes(100).within(Duration.ofSeconds(9)))
          .on(Count.Up.class, "Busy")
          .onTerminate(new Count.Stop(), "End")
          .state("Busy", RESPONDER, bytes(100))
          .on(Count.Now.class, "Idle")
          .end("End")
          .build();

  /** An Up has its number in so many arrays. */
  private static final class Deep extends ProtocolCheckItselfTest.Codec {
    @Override
    public int depth() {
      return LEVELS + 1;
    }

    @Override
    public byte[] encode(Count message) {
      if (!(message instanceof Count.Up up)) {
        return super.encode(message);
      }
      CborWriter to = new CborWriter().array(2).unsigned(0);
      for (int i = 0; i < LEVELS; i++) {
        to.array(1);
      }
      return to.unsigned(up.by()).toByteArray();
    }

    @Override
    public Count decode(State<Count> state, CborReader from) {
      byte[] message = from.readItem();
      CborReader deep = new CborReader(message);
      deep.readArrayStart();
      if (deep.readUnsignedByte() != 0) {
        return super.decode(state, new CborReader(message));
      }
      for (int i = 0; i < LEVELS; i++) {
        deep.readArrayOf(1);
      }
      return new Count.Up(deep.readUnsignedByte());
    }
  }

  @Test
  void theyPassWhateverTheirCodecSays() {
    Deep codec = new Deep();
    ProtocolCheck<Count> check = ProtocolCheck.of(ROOMY, codec);
    for (Count sample : ProtocolCheckItselfTest.ALL) {
      check.sample(sample);
    }
    Count.Up up = new Count.Up(7);
    check.golden(HexFormat.of().formatHex(codec.encode(up)), up);
    assertThat(ProtocolCheckItselfTest.failures(check.tests())).isEmpty();
  }
}

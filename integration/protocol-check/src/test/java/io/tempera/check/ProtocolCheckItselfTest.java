package io.tempera.check;

import static io.tempera.kit.Agency.INITIATOR;
import static io.tempera.kit.Agency.RESPONDER;
import static io.tempera.kit.Limits.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.kit.MessageCodec;
import io.tempera.kit.ProtocolSpec;
import io.tempera.kit.State;
import io.tempera.kit.cbor.CborReader;
import io.tempera.kit.cbor.CborWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

/** A check is worth what it finds: each fault that is put in here must make it fail. */
final class ProtocolCheckItselfTest {
  sealed interface Count {
    record Up(int by) implements Count {}

    record Now(int value) implements Count {}

    record Stop() implements Count {}
  }

  private static final ProtocolSpec<Count> SPEC =
      ProtocolSpec.<Count>named("count")
          .state("Idle", INITIATOR, bytes(40))
          .on(Count.Up.class, "Busy")
          .onTerminate(new Count.Stop(), "End")
          .state("Busy", RESPONDER, bytes(40))
          .on(Count.Now.class, "Idle")
          .end("End")
          .build();

  /** A codec written by hand, with places to put a fault in. */
  static class Codec implements MessageCodec<Count> {
    @Override
    public byte[] encode(Count message) {
      return switch (message) {
        case Count.Up up -> new CborWriter().array(2).unsigned(0).unsigned(up.by()).toByteArray();
        case Count.Now now ->
            new CborWriter().array(2).unsigned(1).unsigned(now.value()).toByteArray();
        case Count.Stop stop -> new CborWriter().array(1).unsigned(2).toByteArray();
      };
    }

    @Override
    public Count decode(State<Count> state, CborReader from) {
      int items = from.readDefiniteArray();
      int tag = from.readUnsignedByte();
      return switch (tag * 10 + items) {
        case 2 -> new Count.Up(from.readUnsignedByte());
        case 12 -> new Count.Now(from.readUnsignedByte());
        case 21 -> new Count.Stop();
        default -> throw new IllegalArgumentException("tag " + tag);
      };
    }
  }

  private static List<String> failures(MessageCodec<Count> codec, Count... samples) {
    ProtocolCheck<Count> check = ProtocolCheck.of(SPEC, codec);
    for (Count sample : samples) {
      check.sample(sample);
    }
    return failures(check.tests());
  }

  private static ProtocolCheck<Count> check(ProtocolSpec<Count> spec) {
    ProtocolCheck<Count> check = ProtocolCheck.of(spec, new Codec());
    for (Count sample : ALL) {
      check.sample(sample);
    }
    return check;
  }

  static List<String> failures(Stream<? extends DynamicNode> nodes) {
    List<String> failed = new ArrayList<>();
    nodes.forEach(
        node -> {
          if (node instanceof DynamicContainer container) {
            failures(container.getChildren())
                .forEach(f -> failed.add(container.getDisplayName() + ": " + f));
          } else if (node instanceof DynamicTest test) {
            try {
              test.getExecutable().execute();
            } catch (Throwable thrown) {
              failed.add(test.getDisplayName() + ": " + thrown.getMessage());
            }
          }
        });
    return failed;
  }

  static final Count[] ALL = {
    new Count.Up(1), new Count.Up(200), new Count.Now(3), new Count.Stop()
  };

  @Test
  void aProtocolWithoutAFaultPasses() {
    assertThat(failures(new Codec(), ALL)).isEmpty();
  }

  @Test
  void aMissingSampleIsFound() {
    assertThat(failures(new Codec(), new Count.Up(1), new Count.Stop()))
        .anyMatch(
            f ->
                f.startsWith("every line of the table has a sample")
                    && f.contains("of the table of count that no sample makes: add one")
                    && f.contains("Now from Busy to Idle"));
  }

  @Test
  void aMessageThatIsMissingInTheTableIsFound() {
    ProtocolSpec<Count> blind =
        ProtocolSpec.<Count>named("blind")
            .state("Idle", INITIATOR, bytes(40))
            .on(Count.Up.class, "Idle")
            .onTerminate(new Count.Stop(), "End")
            .end("End")
            .build();
    assertThat(failures(check(blind).tests()))
        .anyMatch(
            f ->
                f.startsWith("every line of the table has a sample")
                    && f.contains("no line of the table of blind takes: add a line")
                    && f.contains("Now[value=3]"));
  }

  @Test
  void aCodecThatRefusesWhatItWroteIsFoundAndItsReasonIsNamed() {
    Codec narrow =
        new Codec() {
          @Override
          public Count decode(State<Count> state, CborReader from) {
            Count message = super.decode(state, from);
            if (message instanceof Count.Up up && up.by() > 100) {
              throw new IllegalArgumentException("too far up");
            }
            return message;
          }
        };
    assertThat(failures(narrow, ALL))
        .anyMatch(
            f ->
                f.startsWith("encodings: Up[by=200] in Idle reads back")
                    && f.contains("does not read what it wrote")
                    && f.contains("too far up"));
  }

  record Words(byte[] text) {}

  record Pages(Optional<Words> title, Words[] all) {}

  record Named(byte[] name) {
    @Override
    public String toString() {
      return "a name";
    }
  }

  @Test
  void messagesWithBytesInThemCanBeRead() {
    assertThat(Readable.text(new Words(new byte[] {1, (byte) 0xab}))).isEqualTo("Words[text=01ab]");
    assertThat(Readable.text(new Words(new byte[1_000])))
        .isEqualTo("Words[text=" + "00".repeat(16) + "... (1000 bytes)]");
    assertThat(Readable.text(List.of(new Words(new byte[0])))).isEqualTo("[Words[text=]]");
    assertThat(Readable.text(new Count.Up(7))).isEqualTo("Up[by=7]");
    Words words = new Words(new byte[] {1});
    assertThat(Readable.text(Optional.of(words))).isEqualTo("Optional[Words[text=01]]");
    assertThat(Readable.text(Map.of(7, words))).isEqualTo("{7=Words[text=01]}");
    assertThat(Readable.text(new Pages(Optional.empty(), new Words[] {words})))
        .isEqualTo("Pages[title=Optional.empty, all=[Words[text=01]]]");
    assertThat(Readable.text(Optional.of(new Named(new byte[0])))).isEqualTo("Optional[a name]");
  }

  @Test
  void aFieldThatIsNotReadBackIsFound() {
    Codec forgets =
        new Codec() {
          @Override
          public Count decode(State<Count> state, CborReader from) {
            return super.decode(state, from) instanceof Count.Up
                ? new Count.Up(1)
                : new Count.Stop();
          }
        };
    assertThat(failures(forgets, ALL))
        .anyMatch(
            f ->
                f.startsWith("encodings: Up[by=200] in Idle reads back")
                    && f.contains("let the codec read every field that it writes"))
        .anyMatch(f -> f.startsWith("every split: Up[by=200] in Idle"));
  }

  @Test
  void aWrongExceptionForTruncatedBytesIsFound() {
    Codec careless =
        new Codec() {
          @Override
          public Count decode(State<Count> state, CborReader from) {
            if (from.remaining() < 2) {
              throw new ArrayIndexOutOfBoundsException("read past the end");
            }
            return super.decode(state, from);
          }
        };
    assertThat(failures(careless, ALL)).anyMatch(f -> f.contains("in Idle truncated: "));
  }

  @Test
  void aMessageThatIsMoreThanOneItemIsFound() {
    Codec twoItems =
        new Codec() {
          @Override
          public byte[] encode(Count message) {
            return new CborWriter().raw(super.encode(message)).nil().toByteArray();
          }
        };
    assertThat(failures(twoItems, ALL))
        .anyMatch(
            f -> f.contains("reads back: ") && f.contains("as exactly one CBOR item, not as"));
  }

  @Test
  void aMessageTheDecoderTakesButCannotBeWrittenIsFound() {
    Codec lax =
        new Codec() {
          @Override
          public Count decode(State<Count> state, CborReader from) {
            Count message = super.decode(state, from);
            return message instanceof Count.Up up && up.by() == 77 ? new Count.Up(-1) : message;
          }
        };
    assertThat(failures(lax, ALL)).anyMatch(f -> f.contains("damaged: "));
  }

  @Test
  void aMessageTooLargeForItsStateIsFound() {
    Codec padded =
        new Codec() {
          @Override
          public byte[] encode(Count message) {
            return message instanceof Count.Now now
                ? new CborWriter()
                    .array(2)
                    .unsigned(1)
                    .raw(new byte[] {0x18, (byte) now.value()})
                    .raw(new byte[40])
                    .toByteArray()
                : super.encode(message);
          }
        };
    assertThat(failures(padded, ALL)).anyMatch(f -> f.contains("Now[value=3] in Busy"));
  }

  @Test
  void aTableThatDiffersFromTheOtherSidesIsFoundByItsGoldenBytes() {
    assertThat(
            failures(ProtocolCheck.of(SPEC, new Codec()).golden("820105", new Count.Up(5)).tests()))
        .anyMatch(f -> f.startsWith("known encodings: Up[by=5] is 820105: "));
  }

  @Test
  void aWrongExceptionForBytesFromOutsideIsFoundAndTheRightOnesAreNamed() {
    Codec careless =
        new Codec() {
          @Override
          public Count decode(State<Count> state, CborReader from) {
            Count message = super.decode(state, from);
            if (message instanceof Count.Up up && up.by() > 200) {
              throw new IllegalStateException("too far up");
            }
            return message;
          }
        };
    assertThat(failures(careless, ALL))
        .anyMatch(
            f ->
                f.contains("malformed: Up[by=200] in Idle with a damaged byte")
                    && f.contains("must be refused with a CborException")
                    && f.contains("too far up"));
  }

  @Test
  void aKindThatIsToldWrongIsFound() {
    Codec confused =
        new Codec() {
          @Override
          public Optional<Class<? extends Count>> kindOf(State<Count> state, CborReader start) {
            return Optional.of(Count.Stop.class);
          }
        };
    assertThat(failures(confused, ALL))
        .anyMatch(f -> f.contains("Up[by=1] in Idle begins") && f.contains("kindOf must name Up"));
  }

  @Test
  void aKindThatIsToldBeforeItsBytesAreThereIsFound() {
    Codec hasty =
        new Codec() {
          @Override
          public Optional<Class<? extends Count>> kindOf(State<Count> state, CborReader start) {
            start.readDefiniteArray();
            return Optional.empty();
          }
        };
    assertThat(failures(hasty, ALL)).anyMatch(f -> f.contains("Up[by=1] in Idle begins"));
  }

  @Test
  void anIndefiniteArrayThatIsTakenForAnotherMessageIsFound() {
    Codec lax =
        new Codec() {
          @Override
          public Count decode(State<Count> state, CborReader from) {
            if (from.peekIndefinite()) {
              from.skipItem();
              return state.name().equals("Idle") ? new Count.Up(0) : new Count.Now(0);
            }
            return super.decode(state, from);
          }
        };
    assertThat(failures(lax, ALL))
        .anyMatch(f -> f.startsWith("malformed: Up[by=200] in Idle as an indefinite array"));
  }

  @Test
  void aTableWhoseEndNobodyCanReachFromAStateIsFound() {
    ProtocolSpec<Count> stuck =
        ProtocolSpec.<Count>named("stuck")
            .state("Idle", INITIATOR, bytes(40))
            .on(Count.Up.class, "Busy")
            .onTerminate(new Count.Stop(), "End")
            .state("Busy", RESPONDER, bytes(40))
            .on(Count.Now.class, "Busy")
            .end("End")
            .build();
    assertThat(failures(check(stuck).tests()))
        .anyMatch(f -> f.startsWith("termination: an end can be reached from Busy"));
  }

  @Test
  void aCodecThatWritesIntoTheLimitOfAnotherStateIsFound() {
    ProtocolSpec<Count> tight =
        ProtocolSpec.<Count>named("tight")
            .state("Idle", INITIATOR, bytes(3))
            .on(Count.Up.class, "Busy")
            .onTerminate(new Count.Stop(), "End")
            .state("Busy", RESPONDER, bytes(40))
            .on(Count.Now.class, "Idle")
            .end("End")
            .build();
    assertThat(failures(check(tight).tests()))
        .anyMatch(
            f ->
                f.startsWith("encodings: Up[by=200] in Idle reads back")
                    && f.contains("fits the limit of its state"));
  }
}

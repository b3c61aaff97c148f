package io.tempera.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tempera.kit.State;
import io.tempera.kit.cbor.CborException;
import io.tempera.kit.cbor.CborReader;
import io.tempera.kit.cbor.CborScanner;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * What a codec writes it reads, and what it did not write it refuses with an exception that says
 * so.
 */
final class EncodingCheck<M> {
  /** Tags that are tried in place of the right one: all that fit the first byte. */
  private static final int TAGS = 24;

  /** Of a long encoding so many bytes from its start are damaged, and so many lengths tried. */
  private static final int TRIED = 64;

  private final Samples<M> samples;

  EncodingCheck(Samples<M> samples) {
    this.samples = samples;
  }

  Stream<DynamicTest> tests() {
    List<DynamicTest> tests = new ArrayList<>();
    for (State<M> state : samples.spec().states()) {
      for (M message : samples.legalIn(state)) {
        String where = Readable.text(message) + " in " + state.name();
        byte[] bytes = samples.codec().encode(message);
        tests.add(dynamicTest(where + " reads back", () -> readsBack(state, message, bytes)));
        tests.add(dynamicTest(where + " begins", () -> begins(state, message, bytes)));
        tests.add(dynamicTest(where + " truncated", () -> truncated(state, bytes)));
        tests.add(dynamicTest(where + " with another tag", () -> otherTags(state, bytes)));
        tests.add(dynamicTest(where + " damaged", () -> damaged(state, bytes)));
      }
    }
    return tests.stream();
  }

  private void readsBack(State<M> state, M message, byte[] bytes) {
    CborScanner scanner = new CborScanner(0, samples.codec().depth());
    long taken = scanner.scan(ByteBuffer.wrap(bytes));
    assertThat(scanner.isDone() && taken == bytes.length)
        .as(
            "%s is written as exactly one CBOR item, not as %s: let its array have as many items as"
                + " are written",
            Readable.text(message), HexFormat.of().formatHex(bytes))
        .isTrue();
    assertThat(Bytes.joined(samples.codec().pieces(message)))
        .as("the pieces in which %s is sent are its encoding", Readable.text(message))
        .isEqualTo(bytes);
    Same.check(readOwn(state, message, bytes), message);
    int limit = state.limits().orElseThrow().bytes();
    assertThat(bytes)
        .as(
            "%s fits the limit of its state: raise the limit of %s in the table, or send less",
            Readable.text(message), state.name())
        .hasSizeLessThanOrEqualTo(limit);
  }

  private M readOwn(State<M> state, M message, byte[] bytes) {
    try {
      return decode(state, bytes);
    } catch (CborException | IllegalArgumentException e) {
      throw new AssertionError(
          "The codec does not read what it wrote: "
              + Readable.text(message)
              + " is "
              + HexFormat.of().formatHex(bytes)
              + ", and in "
              + state.name()
              + " that is refused: "
              + e.getMessage(),
          e);
    }
  }

  /** A codec that tells messages by their beginning tells this one right, or not yet. */
  private void begins(State<M> state, M message, byte[] bytes) {
    for (int length = 0; length < Math.min(bytes.length, TRIED); length++) {
      byte[] part = Arrays.copyOf(bytes, length);
      assertThatCode(
              () ->
                  samples
                      .codec()
                      .kindOf(state, CborReader.ofStart(part))
                      .ifPresent(kind -> assertThat(kind).isAssignableFrom(message.getClass())))
          .as(
              "kindOf must name %s, or nothing, for its first %d bytes",
              message.getClass().getSimpleName(), length)
          .doesNotThrowAnyException();
    }
  }

  private void truncated(State<M> state, byte[] bytes) {
    for (int length = 0; length < bytes.length; length++) {
      if (length > TRIED && length < bytes.length - TRIED) {
        continue;
      }
      byte[] part = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> decode(state, part))
          .as("%s", HexFormat.of().formatHex(part))
          .isInstanceOfAny(CborException.class, IllegalArgumentException.class);
    }
  }

  /** Where an encoding is an array that begins with a small number, tries all the others. */
  private void otherTags(State<M> state, byte[] bytes) {
    boolean tagged =
        bytes.length > 1 && (bytes[0] & 0xe0) == 0x80 && (bytes[0] & 31) < 24 && bytes[1] >= 0;
    for (int tag = 0; tagged && tag < TAGS; tag++) {
      byte[] other = bytes.clone();
      if (other[1] < TAGS) {
        other[1] = (byte) tag;
        refusedOrAMessage(state, other);
      }
    }
  }

  private void damaged(State<M> state, byte[] bytes) {
    for (int at = 0; at < Math.min(bytes.length, TRIED); at++) {
      for (int value = 0; value < 256; value++) {
        byte[] other = bytes.clone();
        other[at] = (byte) value;
        refusedOrAMessage(state, other);
      }
    }
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    assertThat(read(state, longer)).as("a byte too much").isEmpty();
  }

  /**
   * Bytes that somebody else could have sent: refused, or a message that can be written and read.
   */
  private void refusedOrAMessage(State<M> state, byte[] bytes) {
    read(state, bytes)
        .ifPresent(
            message -> {
              byte[] again = samples.codec().encode(message);
              Same.check(read(state, again).orElseThrow(), message);
            });
  }

  private Optional<M> read(State<M> state, byte[] bytes) {
    try {
      return Optional.of(decode(state, bytes));
    } catch (CborException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private M decode(State<M> state, byte[] bytes) {
    CborReader reader = new CborReader(bytes, samples.codec().depth());
    M message = samples.codec().decode(state, reader);
    reader.expectEnd();
    return message;
  }
}

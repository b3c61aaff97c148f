package io.tempera.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tempera.kit.ProtocolViolation;
import io.tempera.kit.State;
import io.tempera.mux.Direction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Whatever a session receives, it ends with a message or with a violation that names the state, and
 * when the connection goes in the middle of a message it ends at once.
 */
final class MalformedCheck<M> {
  /** Of a long encoding so many bytes from its start are damaged, and so many lengths tried. */
  private static final int TRIED = 48;

  /** The head of the longest array that has its length in its first byte. */
  private static final int LAST_SHORT_HEAD = 0x97;

  private final Samples<M> samples;

  MalformedCheck(Samples<M> samples) {
    this.samples = samples;
  }

  Stream<DynamicTest> tests() {
    List<DynamicTest> tests = new ArrayList<>();
    for (State<M> state : samples.reached()) {
      for (M message : samples.legalIn(state)) {
        String where = Readable.text(message) + " in " + state.name();
        byte[] bytes = samples.codec().encode(message);
        tests.add(dynamicTest(where + " with a damaged byte", () -> damaged(state, bytes)));
        tests.add(dynamicTest(where + " when the connection goes", () -> cut(state, bytes)));
        tests.add(dynamicTest(where + " as an indefinite array", () -> endless(state, message)));
      }
    }
    return tests.stream();
  }

  private void damaged(State<M> state, byte[] bytes) throws Exception {
    for (int at = 0; at < Math.min(bytes.length, TRIED); at++) {
      for (int bit = 1; bit < 256; bit <<= 1) {
        byte[] other = bytes.clone();
        other[at] ^= (byte) bit;
        receives(state, other);
      }
    }
  }

  /** An outer array that says how long it is, without saying it. */
  private void endless(State<M> state, M message) throws Exception {
    byte[] bytes = samples.codec().encode(message);
    int first = bytes[0] & 0xff;
    if (first >= 0x80 && first <= LAST_SHORT_HEAD) {
      byte[] other = Arrays.copyOf(bytes, bytes.length + 1);
      other[0] = (byte) 0x9f;
      other[bytes.length] = (byte) 0xff;
      receives(state, other).ifPresent(received -> Same.check(received, message));
    }
  }

  private void cut(State<M> state, byte[] bytes) throws Exception {
    for (int length = 0; length < Math.min(bytes.length, TRIED); length++) {
      byte[] part = Arrays.copyOf(bytes, length);
      Stage<M> stage = stage(state);
      stage.in(
          state,
          session -> {
            stage.world().add(part);
            stage.world().then(stage.world()::cut);
            assertThatThrownBy(session::receive)
                .as("%s, and then no more", HexFormat.of().formatHex(part))
                .isInstanceOf(InterruptedException.class);
          });
    }
  }

  /** A message, or nothing when it is refused, or when there is no end of it. */
  private Optional<M> receives(State<M> state, byte[] bytes) throws Exception {
    Stage<M> stage = stage(state);
    List<M> received = new ArrayList<>();
    stage.in(
        state,
        session -> {
          stage.world().add(bytes);
          stage.world().then(stage.world()::cut);
          try {
            received.add(session.receive());
          } catch (ProtocolViolation violation) {
            assertThat(violation.state()).isEqualTo(state.name());
          } catch (InterruptedException goingBeforeTheMessageWasWhole) {
            assertThat(stage.world().left()).isEqualTo(bytes);
          } catch (RuntimeException e) {
            throw new AssertionError(
                "What arrives from outside must be refused with a CborException or an"
                    + " IllegalArgumentException, but the codec threw "
                    + e
                    + " at "
                    + HexFormat.of().formatHex(bytes)
                    + " in "
                    + state.name(),
                e);
          }
        });
    return received.stream().findFirst();
  }

  private Stage<M> stage(State<M> state) {
    Direction half = Samples.receiver(state).orElseThrow();
    return new Stage<>(samples, half);
  }
}

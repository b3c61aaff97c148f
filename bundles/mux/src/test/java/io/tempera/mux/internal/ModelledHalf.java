package io.tempera.mux.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.mux.JobStatus;
import io.tempera.mux.ProtocolKey;
import io.tempera.mux.StartMode;
import java.util.HexFormat;
import java.util.Optional;

/** What a half ought to be doing, in the model of {@link MuxModelTest}, and how its bytes look. */
final class ModelledHalf {
  /** Where it is. */
  enum Life {
    UNKNOWN,
    IDLE,
    WAITING,
    RUNNING
  }

  private final ProtocolKey key;
  private final int salt;
  private Life life = Life.UNKNOWN;
  private StartMode mode = StartMode.EAGERLY;
  private Optional<TestJob> job = Optional.empty();
  private int limit;

  /** Bytes that it has sent, ever. */
  private int sent;

  /** Bytes of its opposite's that were taken here, or went with a withdrawal. */
  private int consumed;

  ModelledHalf(ProtocolKey key, int salt) {
    this.key = key;
    this.salt = salt;
  }

  ProtocolKey key() {
    return key;
  }

  boolean is(Life wanted) {
    return life == wanted;
  }

  void registered(int newLimit) {
    limit = newLimit;
    life = life == Life.UNKNOWN ? Life.IDLE : life;
  }

  /** What waits goes with it. */
  void withdrawn(ModelledHalf opposite) {
    life = Life.UNKNOWN;
    consumed = opposite.sent;
  }

  void asked(TestJob newJob, StartMode newMode) {
    job = Optional.of(newJob);
    mode = newMode;
    life = Life.WAITING;
  }

  void startChanged(StartMode newMode) {
    if (life == Life.WAITING && mode != StartMode.EAGERLY) {
      mode = newMode;
    }
  }

  void started() {
    life = Life.RUNNING;
  }

  void ended() {
    life = Life.IDLE;
    job = Optional.empty();
  }

  boolean waitsWith(StartMode wanted) {
    return life == Life.WAITING && mode == wanted;
  }

  Optional<TestJob> job() {
    return job;
  }

  /** How many bytes of its opposite's wait for it. */
  int waiting(ModelledHalf opposite) {
    return opposite.sent - consumed;
  }

  /** How many may wait. */
  int limit() {
    return limit;
  }

  /** How many more may come, and then no more. */
  int room(ModelledHalf opposite) {
    return limit - waiting(opposite);
  }

  /** Its next bytes. */
  byte[] nextMessage(int length) {
    byte[] message = pattern(sent, length);
    sent += length;
    return message;
  }

  /** Checks that these are the next bytes of its opposite's. */
  void consumes(byte[] bytes, ModelledHalf opposite) {
    assertThat(HexFormat.of().formatHex(bytes))
        .isEqualTo(HexFormat.of().formatHex(opposite.pattern(consumed, bytes.length)));
    consumed += bytes.length;
  }

  private byte[] pattern(int from, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      int position = from + i;
      bytes[i] = (byte) (position * 31 + position / 251 + salt);
    }
    return bytes;
  }

  /** What everybody should see. */
  JobStatus status() {
    return switch (life) {
      case UNKNOWN, IDLE -> JobStatus.IDLE;
      case WAITING -> HalfState.shown(mode);
      case RUNNING -> JobStatus.RUNNING;
    };
  }
}

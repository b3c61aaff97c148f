package io.tempera.simulation;

import io.tempera.runtime.Wait;
import java.time.Duration;

/** How the halves of {@link Numbered} on one node go about it: can be told while they run. */
public final class NumberedHabits {
  private final Wait released;
  private final Duration interval;
  private final int atOnce;
  private volatile int padding;
  private volatile boolean holding;
  private volatile boolean deaf;

  /**
   * Small questions, all answered.
   *
   * @param released nobody else's
   * @param interval from the last answer to the next questions
   * @param atOnce how many questions are sent before the first is answered
   */
  public NumberedHabits(Wait released, Duration interval, int atOnce) {
    this.released = released;
    this.interval = interval;
    this.atOnce = atOnce;
  }

  Duration interval() {
    return interval;
  }

  int atOnce() {
    return atOnce;
  }

  int padding() {
    return padding;
  }

  /** From now on questions are longer by so many bytes. */
  public void pad(int bytes) {
    padding = bytes;
  }

  /**
   * From now on nothing is answered, and so no hand-over point is reached.
   *
   * @param ignoringInterrupts whether not even a half that is interrupted ends
   */
  public void holdBack(boolean ignoringInterrupts) {
    deaf = ignoringInterrupts;
    holding = true;
  }

  /** What was held back is answered now. */
  public void release() {
    holding = false;
    released.wake();
  }

  /** Blocks as long as nothing is to be answered. */
  void hold() throws InterruptedException {
    while (holding) {
      try {
        released.until(() -> !holding);
      } catch (InterruptedException e) {
        if (!deaf) {
          throw e;
        }
      }
    }
  }
}

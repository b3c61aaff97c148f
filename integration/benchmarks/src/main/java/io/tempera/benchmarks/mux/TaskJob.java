package io.tempera.benchmarks.mux;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.mux.JobCompletion;
import io.tempera.mux.JobEnd;
import io.tempera.mux.MiniProtocolJob;
import io.tempera.mux.MuxChannel;
import io.tempera.runtime.Tasks;
import io.tempera.runtime.Wait;

/** A half on a task of its own: straight-line code that waits for bytes and may block. */
final class TaskJob implements MiniProtocolJob {
  /** What the half does. */
  @FunctionalInterface
  interface Talk {
    /** Talks until it is interrupted, or its channel throws. */
    void hold(ByteHalf half) throws InterruptedException;
  }

  private final Tasks tasks;
  private final String name;
  private final Talk talk;
  private final Wait wait;
  private volatile boolean going;

  TaskJob(Tasks tasks, Wait wait, String name, Talk talk) {
    this.tasks = tasks;
    this.name = name;
    this.talk = talk;
    this.wait = wait;
  }

  @Override
  public void start(MuxChannel channel, JobCompletion completion) {
    ByteHalf half = new ByteHalf(channel, wait, () -> going);
    tasks.start(
        name,
        () -> {
          try {
            talk.hold(half);
          } catch (InterruptedException | RuntimeException e) {
            completion.failed(Failure.of(FailureCategory.PROTOCOL_CODE, e));
          }
        });
  }

  @Override
  public void cancel() {
    end();
  }

  @Override
  public void ended(JobEnd end) {
    end();
  }

  private void end() {
    going = true;
    wait.wake();
  }
}

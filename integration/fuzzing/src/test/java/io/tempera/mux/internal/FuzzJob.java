package io.tempera.mux.internal;

import static io.tempera.fuzzing.FuzzTarget.check;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.mux.JobCompletion;
import io.tempera.mux.JobEnd;
import io.tempera.mux.MiniProtocolJob;
import io.tempera.mux.MuxChannel;
import io.tempera.runtime.Task;
import java.util.Optional;

/** A half that does what the fuzzer says, and checks the order in which it is told things. */
final class FuzzJob implements MiniProtocolJob {
  private final boolean failsAtStart;
  private boolean cancelled;
  private boolean through;
  private Optional<MuxChannel> channel = Optional.empty();
  private Optional<JobCompletion> completion = Optional.empty();
  private Optional<Task> sending = Optional.empty();
  private Optional<JobEnd> end = Optional.empty();

  /** For how many bytes it waits; 0 when it does not. */
  private int waitsFor;

  FuzzJob(boolean failsAtStart) {
    this.failsAtStart = failsAtStart;
  }

  @Override
  public void start(MuxChannel newChannel, JobCompletion newCompletion) {
    check(channel.isEmpty() && end.isEmpty(), "a job starts once, and not behind its end");
    channel = Optional.of(newChannel);
    completion = Optional.of(newCompletion);
    if (failsAtStart) {
      through = true;
      throw new IllegalStateException("a half that cannot start");
    }
  }

  @Override
  public void cancel() {
    check(channel.isPresent() && end.isEmpty(), "a job is cancelled while it runs");
    check(!cancelled, "a job is cancelled once");
    cancelled = true;
  }

  @Override
  public void ended(JobEnd how) {
    check(end.isEmpty(), "a job ends once");
    check(
        channel.isPresent() || how instanceof JobEnd.Shutdown,
        "what never started ends with the multiplexer only");
    end = Optional.of(how);
  }

  Optional<JobEnd> end() {
    return end;
  }

  /** Its channel, while it runs. */
  Optional<MuxChannel> channel() {
    return end.isPresent() ? Optional.empty() : channel;
  }

  /** Whether its channel is of no more use to it. */
  boolean isOver() {
    return through || cancelled;
  }

  /** One thread runs a half: it sends when its last send is through. */
  boolean maySend() {
    return channel().isPresent() && !isSending();
  }

  /** It wants to be told when so many bytes are there, and no more of what it wanted before. */
  void waitFor(int bytes) {
    MuxChannel bytesOf = channel.orElseThrow();
    waitsFor = bytes;
    bytesOf.whenArrived(
        bytes,
        () -> {
          check(bytes == waitsFor, "the last wish is the one that counts, and once");
          check(bytesOf.arrived() >= bytes || isOver(), "called when they are there");
          waitsFor = 0;
        });
  }

  /** Who waits for bytes that are there has been called. */
  void checkNobodyForgotten() {
    channel()
        .filter(open -> waitsFor > 0)
        .ifPresent(open -> check(open.arrived() < waitsFor, "they are there, and nobody called"));
  }

  boolean isSending() {
    return sending.filter(task -> !task.isDone()).isPresent();
  }

  void sending(Task task) {
    sending = Optional.of(task);
  }

  /** It says that it is through, perhaps not for the first time. */
  void through(boolean failed) {
    through = true;
    JobCompletion told = completion.orElseThrow();
    if (failed) {
      told.failed(Failure.of(FailureCategory.PROTOCOL_CODE, "a half that fails"));
    } else {
      told.returned();
    }
  }
}

package io.tempera.protocol.host.internal;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.mux.JobEnd;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxError;
import io.tempera.protocol.Snapshot;
import io.tempera.protocol.host.internal.SlotEffect.EmitEnded;
import io.tempera.protocol.host.internal.SlotEffect.EmitFailed;
import io.tempera.protocol.host.internal.SlotMachine.Step;
import io.tempera.protocol.host.internal.SlotState.Ended;
import java.util.Optional;

/** How a slot ends when the mux says that its job is over. */
final class JobEnds {
  private static final String GONE_WITH_CONNECTION = "the connection ended";

  private JobEnds() {}

  /**
   * The end of a job that was through.
   *
   * @param left where the conversation stands, if it is not over
   */
  static Step of(Conclusion.Over conclusion, Optional<Snapshot> left, JobEnd end) {
    return switch (end) {
      case JobEnd.Clean() ->
          switch (conclusion) {
            case Conclusion.Finished(var outcome, var delay) ->
                Step.of(new Ended(outcome, left), new EmitEnded(outcome, delay));
            case Conclusion.Failed(var failure) -> failed(failure, true);
          };
      case JobEnd.Failed(Failure failure) -> failed(failure, true);
      case JobEnd.Shutdown(MuxEnd why) -> failed(failureOf(why), false);
    };
  }

  /** The job ended while nothing of it was through. */
  static Step withoutHalf(JobEnd end) {
    return switch (end) {
      case JobEnd.Shutdown(MuxEnd why) -> failed(failureOf(why), false);
      case JobEnd.Failed(Failure failure) -> failed(failure, false);
      case JobEnd.Clean() -> failed(muxIsWrong(), false);
    };
  }

  private static Step failed(Failure failure, boolean byItself) {
    return Step.of(
        new Ended(byItself ? failure.message() : GONE_WITH_CONNECTION, Optional.empty()),
        new EmitFailed(failure, byItself));
  }

  /** What becomes of everything on a connection that has ended so. */
  static Failure failureOf(MuxEnd why) {
    return switch (why) {
      case MuxEnd.Failed(MuxError error) -> error.failure();
      case MuxEnd.Stopped() ->
          Failure.of(FailureCategory.SHUTTING_DOWN, "the connection was closed");
      case MuxEnd.RemoteClosed(var where) ->
          Failure.of(
              FailureCategory.REMOTE_CLOSED, "the remote side closed the connection " + where);
    };
  }

  private static Failure muxIsWrong() {
    return Failure.of(
        FailureCategory.INTERNAL,
        "the multiplexer says that a job ended cleanly which had not said so itself");
  }
}

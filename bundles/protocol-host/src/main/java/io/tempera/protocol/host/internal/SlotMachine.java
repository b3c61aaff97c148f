package io.tempera.protocol.host.internal;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.mux.JobEnd;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxError;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.host.internal.SlotEffect.CompleteJob;
import io.tempera.protocol.host.internal.SlotEffect.EmitAsked;
import io.tempera.protocol.host.internal.SlotEffect.EmitBundleGoing;
import io.tempera.protocol.host.internal.SlotEffect.EmitEnded;
import io.tempera.protocol.host.internal.SlotEffect.EmitFailed;
import io.tempera.protocol.host.internal.SlotEffect.EmitStarted;
import io.tempera.protocol.host.internal.SlotEffect.FailJob;
import io.tempera.protocol.host.internal.SlotEffect.InterruptHalf;
import io.tempera.protocol.host.internal.SlotEffect.LetGoOfHalf;
import io.tempera.protocol.host.internal.SlotEffect.StartHalf;
import io.tempera.protocol.host.internal.SlotEffect.WakeHalf;
import io.tempera.protocol.host.internal.SlotInput.BundleGoing;
import io.tempera.protocol.host.internal.SlotInput.ControlChanged;
import io.tempera.protocol.host.internal.SlotInput.HalfEnded;
import io.tempera.protocol.host.internal.SlotInput.JobEnded;
import io.tempera.protocol.host.internal.SlotInput.MuxCancelled;
import io.tempera.protocol.host.internal.SlotInput.MuxStarted;
import io.tempera.protocol.host.internal.SlotInput.Overdue;
import io.tempera.protocol.host.internal.SlotInput.Start;
import io.tempera.protocol.host.internal.SlotInput.StartRefused;
import io.tempera.protocol.host.internal.SlotState.Draining;
import io.tempera.protocol.host.internal.SlotState.Ended;
import io.tempera.protocol.host.internal.SlotState.HandingOver;
import io.tempera.protocol.host.internal.SlotState.Idle;
import io.tempera.protocol.host.internal.SlotState.Leaving;
import io.tempera.protocol.host.internal.SlotState.Parked;
import io.tempera.protocol.host.internal.SlotState.Running;
import io.tempera.protocol.host.internal.SlotState.Waiting;
import java.util.List;

/**
 * One half of one number on one connection, without threads, time or I/O: the diagram is {@link
 * SlotState}'s.
 *
 * <p>What a state does not mention it ignores: a half that ends after its connection, a bundle that
 * goes while nothing of it runs.
 */
final class SlotMachine {
  private static final String GONE_WITH_CONNECTION = "the connection ended";

  private SlotMachine() {}

  /** The state after an input, and what is to be done, in this order. */
  record Step(SlotState state, List<SlotEffect> effects) {
    static Step of(SlotState state, SlotEffect... effects) {
      return new Step(state, List.of(effects));
    }
  }

  static Step step(SlotState state, SlotInput input) {
    return switch (state) {
      case Idle s -> resting(s, input);
      case Ended s -> resting(s, input);
      case Waiting s -> waiting(s, input);
      case Running s -> running(s, input);
      case Leaving s -> leaving(s, input);
      case Draining s -> draining(s, input);
      case HandingOver s -> Step.of(s);
      case Parked s -> Step.of(s);
    };
  }

  /** Whether it may be started. */
  static boolean isResting(SlotState state) {
    return state instanceof Idle || state instanceof Ended;
  }

  private static Step resting(SlotState state, SlotInput input) {
    return input instanceof Start(var mode) ? Step.of(new Waiting(mode)) : Step.of(state);
  }

  private static Step waiting(Waiting state, SlotInput input) {
    return switch (input) {
      case StartRefused() -> Step.of(SlotState.IDLE);
      case MuxStarted(boolean implemented) when implemented ->
          Step.of(new Running(), new EmitStarted(), new StartHalf());
      case MuxStarted(boolean implemented) -> {
        Failure failure =
            Failure.of(
                FailureCategory.SHUTTING_DOWN,
                "nothing implements this mini-protocol here any more; deploy its bundle again to use"
                    + " it on new connections");
        yield Step.of(new Draining(new Conclusion.Failed(failure)), new FailJob(failure));
      }
      case JobEnded(JobEnd end) -> withoutHalf(end);
      default -> Step.of(state);
    };
  }

  private static Step running(Running state, SlotInput input) {
    return switch (input) {
      case HalfEnded(Conclusion.Finished finished) ->
          Step.of(new Draining(finished), new LetGoOfHalf(), new CompleteJob());
      case HalfEnded(Conclusion.Failed failed) ->
          Step.of(new Draining(failed), new LetGoOfHalf(), new FailJob(failed.failure()));
      case BundleGoing(String bundle) ->
          Step.of(new Leaving(bundle), new EmitBundleGoing(bundle), new InterruptHalf());
      case MuxCancelled() -> Step.of(state, new InterruptHalf());
      case JobEnded(JobEnd end) -> underHalf(end);
      case ControlChanged(ControlMessage message) ->
          Step.of(state, new EmitAsked(message), new WakeHalf());
      default -> Step.of(state);
    };
  }

  private static Step leaving(Leaving state, SlotInput input) {
    return switch (input) {
      // However it ended, it was not for its protocol's sake.
      case HalfEnded h -> left(state);
      case Overdue() -> left(state);
      case MuxCancelled() -> Step.of(state, new InterruptHalf());
      case JobEnded(JobEnd end) -> underHalf(end);
      default -> Step.of(state);
    };
  }

  private static Step left(Leaving state) {
    Failure failure =
        Failure.of(
            FailureCategory.SHUTTING_DOWN,
            "its bundle " + state.bundle() + " was going, and nothing took over");
    return Step.of(
        new Draining(new Conclusion.Failed(failure)), new LetGoOfHalf(), new FailJob(failure));
  }

  private static Step draining(Draining state, SlotInput input) {
    if (!(input instanceof JobEnded(JobEnd end))) {
      return Step.of(state);
    }
    return switch (end) {
      case JobEnd.Clean() ->
          switch (state.conclusion()) {
            case Conclusion.Finished(var outcome, var delay) ->
                Step.of(new Ended(outcome), new EmitEnded(outcome, delay));
            case Conclusion.Failed(var failure) -> failed(failure, true);
          };
      case JobEnd.Failed(Failure failure) -> failed(failure, true);
      case JobEnd.Shutdown(MuxEnd why) -> failed(failureOf(why), false);
    };
  }

  /** The job ended before there was a half. */
  private static Step withoutHalf(JobEnd end) {
    return switch (end) {
      case JobEnd.Shutdown(MuxEnd why) -> failed(failureOf(why), false);
      case JobEnd.Failed(Failure failure) -> failed(failure, false);
      case JobEnd.Clean() -> failed(muxIsWrong(), false);
    };
  }

  /** The job ended while there was a half. */
  private static Step underHalf(JobEnd end) {
    Step ended = withoutHalf(end);
    return Step.of(ended.state(), new InterruptHalf(), new LetGoOfHalf(), ended.effects().get(0));
  }

  private static Step failed(Failure failure, boolean byItself) {
    return Step.of(
        new Ended(byItself ? failure.message() : GONE_WITH_CONNECTION),
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

package io.tempera.protocol.host.internal;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.mux.Direction;
import io.tempera.mux.JobEnd;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Snapshot;
import io.tempera.protocol.host.internal.SlotEffect.Ask;
import io.tempera.protocol.host.internal.SlotEffect.BeginGrace;
import io.tempera.protocol.host.internal.SlotEffect.CompleteJob;
import io.tempera.protocol.host.internal.SlotEffect.EmitAsked;
import io.tempera.protocol.host.internal.SlotEffect.EmitGraceOver;
import io.tempera.protocol.host.internal.SlotEffect.EmitHandOverFailed;
import io.tempera.protocol.host.internal.SlotEffect.EmitHandedOver;
import io.tempera.protocol.host.internal.SlotEffect.EmitStarted;
import io.tempera.protocol.host.internal.SlotEffect.EndGrace;
import io.tempera.protocol.host.internal.SlotEffect.FailJob;
import io.tempera.protocol.host.internal.SlotEffect.InterruptHalf;
import io.tempera.protocol.host.internal.SlotEffect.LetGoOfHalf;
import io.tempera.protocol.host.internal.SlotEffect.Seek;
import io.tempera.protocol.host.internal.SlotEffect.StartHalf;
import io.tempera.protocol.host.internal.SlotEffect.WakeHalf;
import io.tempera.protocol.host.internal.SlotEffect.WatchBytes;
import io.tempera.protocol.host.internal.SlotInput.BytesArrived;
import io.tempera.protocol.host.internal.SlotInput.ControlChanged;
import io.tempera.protocol.host.internal.SlotInput.Found;
import io.tempera.protocol.host.internal.SlotInput.GraceOver;
import io.tempera.protocol.host.internal.SlotInput.HalfEnded;
import io.tempera.protocol.host.internal.SlotInput.Hurried;
import io.tempera.protocol.host.internal.SlotInput.JobEnded;
import io.tempera.protocol.host.internal.SlotInput.MuxCancelled;
import io.tempera.protocol.host.internal.SlotInput.MuxStarted;
import io.tempera.protocol.host.internal.SlotInput.NotFound;
import io.tempera.protocol.host.internal.SlotInput.Overdue;
import io.tempera.protocol.host.internal.SlotInput.Start;
import io.tempera.protocol.host.internal.SlotInput.StartRefused;
import io.tempera.protocol.host.internal.SlotInput.Succeeded;
import io.tempera.protocol.host.internal.SlotState.Draining;
import io.tempera.protocol.host.internal.SlotState.Ended;
import io.tempera.protocol.host.internal.SlotState.Grace;
import io.tempera.protocol.host.internal.SlotState.HandingOver;
import io.tempera.protocol.host.internal.SlotState.Idle;
import io.tempera.protocol.host.internal.SlotState.Leaving;
import io.tempera.protocol.host.internal.SlotState.Parked;
import io.tempera.protocol.host.internal.SlotState.Running;
import io.tempera.protocol.host.internal.SlotState.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One half of one number on one connection, without threads, time or I/O: the diagram is {@link
 * SlotState}'s.
 *
 * <p>From {@link Parked} to {@link Parked}, however many implementations follow one another, it is
 * one job to the mux and one run to whoever started it. What a state does not mention it ignores: a
 * half that ends after its connection, a bundle that goes while nothing of it runs.
 */
final class SlotMachine {
  /** How an initiator ends that nothing took over. */
  static final String NOTHING_CAME = "nothing implements it any more";

  /** How an initiator ends that is to end while there is no conversation. */
  static final String NOTHING_TO_END = "terminated before it began";

  private SlotMachine() {}

  /** The state after an input, and what is to be done, in this order. */
  record Step(SlotState state, List<SlotEffect> effects) {
    static Step of(SlotState state, SlotEffect... effects) {
      return new Step(state, List.of(effects));
    }

    Step after(SlotEffect... first) {
      List<SlotEffect> all = new ArrayList<>(List.of(first));
      all.addAll(effects);
      return new Step(state, List.copyOf(all));
    }
  }

  static Step step(SlotState state, SlotInput input) {
    return switch (state) {
      case Idle s -> resting(s, Optional.empty(), input);
      case Ended s -> resting(s, s.left(), input);
      case Waiting s -> waiting(s, input);
      case Parked s -> parked(s, input);
      case Running s -> running(s, input);
      case HandingOver s -> handingOver(s, input);
      case Leaving s -> leaving(s, input);
      case Draining s -> draining(s, input);
    };
  }

  /** Whether it may be started. */
  static boolean isResting(SlotState state) {
    return state instanceof Idle || state instanceof Ended;
  }

  private static Step resting(SlotState state, Optional<Snapshot> left, SlotInput input) {
    return input instanceof Start(var mode) ? Step.of(new Waiting(mode, left)) : Step.of(state);
  }

  private static Step waiting(Waiting state, SlotInput input) {
    return switch (input) {
      case StartRefused() -> Step.of(SlotState.IDLE);
      case MuxStarted() -> seek(state.left(), false);
      case JobEnded(JobEnd end) -> JobEnds.withoutHalf(end);
      default -> Step.of(state);
    };
  }

  private static Step seek(Optional<Snapshot> left, boolean started) {
    return Step.of(new Parked(left, started, Grace.NOT_BEGUN), new Seek(left));
  }

  private static Step parked(Parked state, SlotInput input) {
    return switch (input) {
      case Found() -> found(state);
      case NotFound() when state.grace() == Grace.NOT_BEGUN ->
          Step.of(
              new Parked(state.left(), state.started(), Grace.RUNNING),
              new BeginGrace(state.left()));
      case GraceOver(Direction half) when state.grace() == Grace.RUNNING -> graceOver(state, half);
      case BytesArrived() when state.grace() == Grace.OVER -> nobodyTakesThem();
      case ControlChanged(ControlMessage message)
          when message == ControlMessage.TERMINATE && state.left().isEmpty() ->
          ends(new Conclusion.Finished(NOTHING_TO_END, Optional.empty()), new CompleteJob())
              .after(new EndGrace(), new EmitAsked(message));
      case ControlChanged(ControlMessage message) -> Step.of(state, new EmitAsked(message));
      case JobEnded(JobEnd end) -> JobEnds.withoutHalf(end).after(new EndGrace());
      default -> Step.of(state);
    };
  }

  private static Step found(Parked state) {
    return Step.of(
        new Running(),
        new EndGrace(),
        state.started() ? new EmitHandedOver(state.left()) : new EmitStarted(),
        new StartHalf());
  }

  /** An initiator ends: what it left is for whoever starts it again. A responder may be lucky. */
  private static Step graceOver(Parked state, Direction half) {
    return switch (half) {
      case INITIATOR ->
          Step.of(
              new Draining(new Conclusion.Finished(NOTHING_CAME, Optional.empty()), state.left()),
              new EmitGraceOver(),
              new CompleteJob());
      case RESPONDER ->
          Step.of(
              new Parked(state.left(), state.started(), Grace.OVER),
              new EmitGraceOver(),
              new WatchBytes());
    };
  }

  private static Step nobodyTakesThem() {
    Failure failure =
        Failure.of(
            FailureCategory.SHUTTING_DOWN,
            "nothing implements this mini-protocol here any more; deploy its bundle again to use"
                + " it on new connections");
    return ends(new Conclusion.Failed(failure), new FailJob(failure));
  }

  private static Step ends(Conclusion.Over conclusion, SlotEffect effect) {
    return Step.of(new Draining(conclusion, Optional.empty()), effect);
  }

  private static Step running(Running state, SlotInput input) {
    return input instanceof Succeeded(Succession succession)
        ? succeeded(state, succession)
        : withHalf(state, input);
  }

  private static Step handingOver(HandingOver state, SlotInput input) {
    boolean restarts = state.succession() instanceof Succession.Restart;
    return switch (input) {
      // It may have said its last word already, so what it was asked cannot be taken back.
      case Succeeded s when restarts -> Step.of(state);
      case Succeeded(Succession succession) when succession.equals(state.succession()) ->
          Step.of(state);
      case Succeeded(Succession succession) -> succeeded(state, succession);
      case HalfEnded(Conclusion.Finished f) when restarts ->
          seek(Optional.empty(), true).after(new LetGoOfHalf());
      // Now it really is to end: it is not started again.
      case ControlChanged(ControlMessage message)
          when restarts && message == ControlMessage.TERMINATE ->
          Step.of(new Running(), new Ask(Succession.STAY), new EmitAsked(message), new WakeHalf());
      default -> withHalf(state, input);
    };
  }

  private static Step succeeded(SlotState state, Succession succession) {
    return switch (succession) {
      case Succession.Stay s when state instanceof Running -> Step.of(state);
      case Succession.Stay s -> Step.of(new Running(), new Ask(s));
      case Succession.Close(String bundle) -> hurried(bundle);
      default -> Step.of(new HandingOver(succession), new Ask(succession), new WakeHalf());
    };
  }

  /** What running and handing over have in common. */
  private static Step withHalf(SlotState state, SlotInput input) {
    return switch (input) {
      case HalfEnded(Conclusion conclusion) -> halfEnded(conclusion);
      case Hurried(String bundle) -> hurried(bundle);
      case MuxCancelled() -> Step.of(state, new InterruptHalf());
      case JobEnded(JobEnd end) -> underHalf(end);
      case ControlChanged(ControlMessage message) ->
          Step.of(state, new EmitAsked(message), new WakeHalf());
      default -> Step.of(state);
    };
  }

  private static Step halfEnded(Conclusion conclusion) {
    return switch (conclusion) {
      case Conclusion.Finished finished ->
          ends(finished, new CompleteJob()).after(new LetGoOfHalf());
      case Conclusion.Failed failed ->
          ends(failed, new FailJob(failed.failure())).after(new LetGoOfHalf());
      case Conclusion.HandedOver(Snapshot left) ->
          seek(Optional.of(left), true).after(new LetGoOfHalf());
    };
  }

  private static Step hurried(String bundle) {
    return Step.of(new Leaving(bundle), new InterruptHalf());
  }

  private static Step leaving(Leaving state, SlotInput input) {
    return switch (input) {
      // It came to a point at the last moment.
      case HalfEnded(Conclusion.HandedOver handedOver) -> halfEnded(handedOver);
      // However it ended otherwise, it was not for its protocol's sake.
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
            "its bundle " + state.bundle() + " was going, and nothing could carry on from there");
    return ends(new Conclusion.Failed(failure), new FailJob(failure))
        .after(new EmitHandOverFailed(state.bundle()), new LetGoOfHalf());
  }

  private static Step draining(Draining state, SlotInput input) {
    return input instanceof JobEnded(JobEnd end)
        ? JobEnds.of(state.conclusion(), state.left(), end)
        : Step.of(state);
  }

  /** The job ended while there was a half. */
  private static Step underHalf(JobEnd end) {
    return JobEnds.withoutHalf(end).after(new InterruptHalf(), new LetGoOfHalf());
  }
}

package io.tempera.mux.internal;

import static io.tempera.mux.Direction.INITIATOR;
import static io.tempera.mux.Direction.RESPONDER;
import static io.tempera.mux.StartMode.EAGERLY;
import static io.tempera.mux.StartMode.ON_DEMAND;
import static io.tempera.mux.StartMode.ON_DEMAND_ANY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.ConnectionId;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.mux.MuxError;
import io.tempera.mux.ProtocolKey;
import io.tempera.mux.StartMode;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The orders and priorities of network-mux Network.Mux, and what is refused. */
class MuxMachineTest {
  private static final ConnectionId ID =
      new ConnectionId(
          new InetSocketAddress("127.0.0.1", 1), new InetSocketAddress("127.0.0.1", 2));
  private static final ProtocolKey CHAIN = new ProtocolKey(2, RESPONDER);
  private static final ProtocolKey BLOCK = new ProtocolKey(3, RESPONDER);
  private static final ProtocolKey TX = new ProtocolKey(4, RESPONDER);
  private static final ProtocolKey KEEP = new ProtocolKey(8, RESPONDER);
  private static final ProtocolKey ASKER = new ProtocolKey(8, INITIATOR);
  private static final Failure FAILURE = Failure.of(FailureCategory.PROTOCOL_CODE, "it broke");
  private static final Failure RESET = Failure.of(FailureCategory.REMOTE_CLOSED, "reset");

  private final MuxMachine machine = new MuxMachine(ID);
  private MuxState state = MuxState.INITIAL;
  private Optional<Refusal> refusal = Optional.empty();

  /** Steps, and gives the effects in short. */
  private List<String> step(MuxEvent event) {
    Step step = machine.step(state, event);
    state = step.state();
    refusal = step.refusal();
    return step.effects().stream().map(MuxMachineTest::inShort).toList();
  }

  private static String inShort(MuxEffect effect) {
    return switch (effect) {
      case MuxEffect.Show(var key, var status) -> "show " + key + " " + status;
      case MuxEffect.Emit(var trace) -> "trace " + trace.what();
      case MuxEffect.Start(var job) -> "start " + job.key();
      case MuxEffect.Cancel(var job) -> "cancel " + job.key();
      case MuxEffect.End(var job, var end) ->
          "end " + job.key() + " " + end.getClass().getSimpleName();
      case MuxEffect.WatchData(var key) -> "watch " + key;
      case MuxEffect.AwaitDrain(var job) -> "drain " + job.key();
      case MuxEffect.SampleDelay() -> "sample";
      case MuxEffect.AwaitIdle() -> "await idle";
      case MuxEffect.SetTimer(var timer) -> "set " + timer;
      case MuxEffect.CancelTimer(var timer) -> "unset " + timer;
      case MuxEffect.Demultiplex() -> "demultiplex";
      case MuxEffect.Silence(var why) -> "silence";
      case MuxEffect.ShowEnd(var end) -> "ended " + end.getClass().getSimpleName();
      case MuxEffect.CloseBearer() -> "close";
      case MuxEffect.Complete(var end) -> "complete " + end.getClass().getSimpleName();
    };
  }

  private void registered(ProtocolKey... keys) {
    for (ProtocolKey key : keys) {
      step(new MuxEvent.Register(key));
    }
  }

  private List<String> ask(ProtocolKey key, StartMode mode) {
    return step(new MuxEvent.Ask(new NamedJob(key), mode));
  }

  private List<String> arrived(ProtocolKey... keys) {
    return step(new MuxEvent.DataArrived(List.of(keys)));
  }

  private void running(ProtocolKey... keys) {
    registered(keys);
    step(new MuxEvent.Run());
    for (ProtocolKey key : keys) {
      ask(key, EAGERLY);
    }
  }

  private static List<String> traces(List<String> effects) {
    List<String> traces = new ArrayList<>(effects);
    traces.removeIf(effect -> !effect.startsWith("trace") && !effect.startsWith("start"));
    return traces;
  }

  @Test
  void anEagerHalfStartsAtOnce() {
    registered(KEEP);
    step(new MuxEvent.Run());
    assertThat(ask(KEEP, EAGERLY))
        .containsExactly(
            "show 8 responder RUNNING",
            "trace 8 responder to start EAGERLY",
            "show 8 responder RUNNING",
            "start 8 responder");
  }

  @Test
  void whatIsAskedForBeforeItRunsIsHandledInOrderAndDemandIsLookedAtLast() {
    registered(CHAIN, BLOCK, TX, KEEP, ASKER);
    assertThat(ask(TX, ON_DEMAND_ANY)).containsExactly("show 4 responder START_ON_DEMAND_ANY");
    assertThat(ask(KEEP, ON_DEMAND)).containsExactly("show 8 responder START_ON_DEMAND");
    assertThat(ask(ASKER, EAGERLY)).containsExactly("show 8 initiator RUNNING");
    ask(CHAIN, ON_DEMAND);
    ask(BLOCK, ON_DEMAND_ANY);
    assertThat(step(new MuxEvent.Run()))
        .containsExactly(
            "trace made with 2 responder, 3 responder, 4 responder, 8 initiator, 8 responder",
            "trace starting",
            "trace running",
            "trace 4 responder to start ON_DEMAND_ANY",
            "trace 8 responder to start ON_DEMAND",
            "trace 8 initiator to start EAGERLY",
            "show 8 initiator RUNNING",
            "start 8 initiator",
            "trace 2 responder to start ON_DEMAND",
            "trace 3 responder to start ON_DEMAND_ANY",
            "watch 2 responder",
            "watch 8 responder",
            "watch 3 responder",
            "watch 4 responder",
            "demultiplex");
  }

  @Test
  void aHalfOnDemandIsSaidToStartBeforeItIsShownRunningAndTheAnyOnesFollowByKey() {
    registered(CHAIN, BLOCK, TX, KEEP);
    step(new MuxEvent.Run());
    ask(TX, ON_DEMAND_ANY);
    ask(CHAIN, ON_DEMAND_ANY);
    ask(KEEP, ON_DEMAND);
    ask(BLOCK, ON_DEMAND);
    assertThat(arrived(KEEP))
        .containsExactly(
            "trace 8 responder started on demand",
            "show 8 responder RUNNING",
            "start 8 responder",
            "trace 2 responder started on demand",
            "show 2 responder RUNNING",
            "start 2 responder",
            "trace 4 responder started on demand",
            "show 4 responder RUNNING",
            "start 4 responder");
    assertThat(traces(arrived(BLOCK)))
        .containsExactly("trace 3 responder started on demand", "start 3 responder");
  }

  @Test
  void dataForAnAnyOneStartsAllAnyOnesByKeyAndNoOther() {
    registered(CHAIN, BLOCK, KEEP);
    step(new MuxEvent.Run());
    ask(KEEP, ON_DEMAND_ANY);
    ask(CHAIN, ON_DEMAND_ANY);
    ask(BLOCK, ON_DEMAND);
    assertThat(traces(arrived(KEEP)))
        .containsExactly(
            "trace 2 responder started on demand",
            "start 2 responder",
            "trace 8 responder started on demand",
            "start 8 responder");
  }

  @Test
  void ofOneBurstTheHalvesOnDemandGoFirstByKeyWhateverCameFirst() {
    registered(CHAIN, BLOCK, TX, KEEP);
    step(new MuxEvent.Run());
    ask(CHAIN, ON_DEMAND_ANY);
    ask(KEEP, ON_DEMAND);
    ask(BLOCK, ON_DEMAND);
    ask(TX, ON_DEMAND_ANY);
    assertThat(traces(arrived(CHAIN, KEEP, BLOCK)))
        .containsExactly(
            "trace 3 responder started on demand",
            "start 3 responder",
            "trace 2 responder started on demand",
            "start 2 responder",
            "trace 4 responder started on demand",
            "start 4 responder",
            "trace 8 responder started on demand",
            "start 8 responder");
  }

  @Test
  void dataForAHalfThatRunsStartsNothing() {
    running(KEEP);
    registered(CHAIN);
    ask(CHAIN, ON_DEMAND_ANY);
    assertThat(arrived(KEEP)).isEmpty();
  }

  @Test
  void aReturnedJobEndsWhenItsLastBytesHaveLeft() {
    running(KEEP);
    MuxJob job = new NamedJob(KEEP);
    assertThat(step(new MuxEvent.JobReturned(job)))
        .containsExactly("trace 8 responder terminating", "drain 8 responder");
    assertThat(step(new MuxEvent.EgressDrained(job)))
        .containsExactly(
            "show 8 responder IDLE", "end 8 responder Clean", "trace 8 responder ended", "sample");
    assertThat(ask(KEEP, EAGERLY)).contains("start 8 responder");
  }

  @Test
  void aFailedJobEndsTheMuxInTheOrderOfTheReference() {
    running(CHAIN, KEEP, ASKER);
    registered(TX, BLOCK);
    ask(TX, ON_DEMAND);
    step(new MuxEvent.JobReturned(new NamedJob(ASKER)));
    assertThat(step(new MuxEvent.JobFailed(new NamedJob(KEEP), FAILURE)))
        .containsExactly(
            "show 8 responder IDLE",
            "end 8 responder Failed",
            "ended Failed",
            "trace 8 responder failed: it broke",
            "trace ended, because mini-protocol 8 responder failed: it broke",
            "silence",
            "cancel 2 responder",
            "show 2 responder IDLE",
            "end 2 responder Shutdown",
            "show 4 responder IDLE",
            "end 4 responder Shutdown",
            "show 8 initiator IDLE",
            "end 8 initiator Shutdown",
            "close");
    assertThat(step(new MuxEvent.BearerClosed(Optional.empty())))
        .containsExactly("complete Failed");
  }

  @Test
  void aStopTellsEveryJobDrainsAndCloses() {
    running(KEEP);
    registered(CHAIN);
    ask(CHAIN, ON_DEMAND);
    assertThat(step(new MuxEvent.Stop()))
        .containsExactly(
            "trace stopping",
            "silence",
            "show 2 responder IDLE",
            "end 2 responder Shutdown",
            "cancel 8 responder",
            "show 8 responder IDLE",
            "end 8 responder Shutdown",
            "set STOP_DRAIN",
            "await idle");
    assertThat(step(new MuxEvent.Stop())).isEmpty();
    assertThat(step(new MuxEvent.Broke(new MuxError.UnknownMiniProtocol(99)))).isEmpty();
    assertThat(step(new MuxEvent.EgressIdle()))
        .containsExactly("unset STOP_DRAIN", "ended Stopped", "trace stopped", "close");
    assertThat(step(new MuxEvent.BearerClosed(Optional.empty())))
        .containsExactly("complete Stopped");
  }

  @Test
  void aStopThatCannotDrainClosesAfterItsTime() {
    running();
    step(new MuxEvent.Stop());
    assertThat(step(new MuxEvent.TimerFired(MuxTimer.STOP_DRAIN))).endsWith("close");
  }

  @Test
  void aBearerThatGoesWhileItStopsIsStillAStop() {
    running();
    step(new MuxEvent.Stop());
    assertThat(step(new MuxEvent.BearerClosed(Optional.of(RESET))))
        .containsExactly("unset STOP_DRAIN", "ended Stopped", "trace stopped", "complete Stopped");
  }

  @Test
  void aFinWhileNothingRunsIsAnEndInOrderThatIsSaidAsDead() {
    running();
    registered(KEEP);
    ask(KEEP, ON_DEMAND);
    assertThat(step(new MuxEvent.InputClosed(false))).containsExactly("set EOF_GRACE");
    assertThat(step(new MuxEvent.TimerFired(MuxTimer.EOF_GRACE)))
        .containsExactly(
            "unset EOF_GRACE",
            "ended RemoteClosed",
            "trace ended, because the remote side closed the connection while nothing ran",
            "silence",
            "show 8 responder IDLE",
            "end 8 responder Shutdown",
            "close");
  }

  @Test
  void aFinWhileSomethingRunsOrDrainsIsAFailure() {
    for (boolean draining : List.of(false, true)) {
      state = MuxState.INITIAL;
      running(KEEP);
      if (draining) {
        step(new MuxEvent.JobReturned(new NamedJob(KEEP)));
      }
      step(new MuxEvent.InputClosed(false));
      assertThat(step(new MuxEvent.TimerFired(MuxTimer.EOF_GRACE))).contains("ended Failed");
    }
  }

  @Test
  void aFinInsideAnSduHasNoGrace() {
    running(KEEP);
    assertThat(step(new MuxEvent.InputClosed(true))).contains("ended Failed", "close");
  }

  @Test
  void aFinDuringTheHandshakeIsAFailure() {
    step(new MuxEvent.InputClosed(false));
    assertThat(step(new MuxEvent.TimerFired(MuxTimer.EOF_GRACE))).contains("ended Failed");
  }

  @Test
  void aResetIsAnIoError() {
    running(KEEP);
    assertThat(step(new MuxEvent.BearerClosed(Optional.of(RESET))))
        .containsExactly(
            "ended Failed",
            "trace ended, because the connection broke: reset",
            "silence",
            "cancel 8 responder",
            "show 8 responder IDLE",
            "end 8 responder Shutdown",
            "complete Failed");
  }

  @Test
  void whatCannotBeIsRefusedAndChangesNothing() {
    running(KEEP);
    registered(CHAIN);
    ask(CHAIN, ON_DEMAND);
    MuxState before = state;
    assertThat(ask(KEEP, EAGERLY)).isEmpty();
    assertRefused(FailureCategory.WRONG_STATE, before);
    assertThat(ask(CHAIN, ON_DEMAND)).isEmpty();
    assertRefused(FailureCategory.WRONG_STATE, before);
    assertThat(ask(TX, EAGERLY)).isEmpty();
    assertRefused(FailureCategory.WRONG_STATE, before);
    assertThat(step(new MuxEvent.Withdraw(KEEP))).isEmpty();
    assertRefused(FailureCategory.WRONG_STATE, before);
    assertThat(step(new MuxEvent.Withdraw(CHAIN))).isEmpty();
    assertRefused(FailureCategory.WRONG_STATE, before);
    assertThat(step(new MuxEvent.Run())).isEmpty();
    assertRefused(FailureCategory.WRONG_STATE, before);
  }

  @Test
  void afterTheEndNothingCanBeRunAndTheReasonIsSaid() {
    running(KEEP);
    step(new MuxEvent.Stop());
    ask(KEEP, EAGERLY);
    assertThat(refusal.orElseThrow().category()).isEqualTo(FailureCategory.SHUTTING_DOWN);

    state = MuxState.INITIAL;
    running(KEEP);
    step(new MuxEvent.Broke(new MuxError.UnknownMiniProtocol(99)));
    ask(KEEP, EAGERLY);
    assertThat(refusal.orElseThrow().category()).isEqualTo(FailureCategory.REMOTE_MISBEHAVED);
    assertThat(refusal.orElseThrow().exception()).hasMessageContaining("mini-protocol 99");
  }

  private void assertRefused(FailureCategory category, MuxState before) {
    assertThat(refusal.orElseThrow().category()).isEqualTo(category);
    assertThat(refusal.orElseThrow().exception()).hasMessageStartingWith(ID.toString());
    assertThat(state).isEqualTo(before);
  }
}

package io.tempera.protocol.host.internal;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.mux.Direction;
import io.tempera.mux.JobCompletion;
import io.tempera.mux.JobEnd;
import io.tempera.mux.MiniProtocolJob;
import io.tempera.mux.MuxChannel;
import io.tempera.mux.MuxException;
import io.tempera.mux.ProtocolKey;
import io.tempera.mux.StartMode;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.HandOverTrace;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.protocol.SlotEvent;
import io.tempera.protocol.SlotView;
import io.tempera.protocol.Temperature;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * The shell of one {@link SlotMachine}: the job that the mux sees, and who runs in it. Inputs are
 * handled in the connection's inbox, one at a time.
 *
 * <p>A slot without a declaration is vacant: its number is agreed, but nothing implements it yet,
 * and what arrives is kept.
 */
final class Slot implements MiniProtocolJob {
  /** {@link #claimed}, without an object of its own in every slot. */
  private static final AtomicIntegerFieldUpdater<Slot> CLAIMED =
      AtomicIntegerFieldUpdater.newUpdater(Slot.class, "claimed");

  private final ConnectionSlots connection;
  private final ProtocolKey key;

  /**
   * 1 when a start was asked for and is not over, else 0: decides between callers, ahead of the
   * inbox.
   */
  private volatile int claimed;

  private volatile Optional<Declaration> declaration;
  private volatile SlotState state = SlotState.IDLE;
  private volatile Optional<HalfRun> run = Optional.empty();

  /** Of the job that the mux has started; for the inbox only. */
  private Optional<JobCompletion> completion = Optional.empty();

  Slot(ConnectionSlots connection, ProtocolKey key, Optional<Declaration> declaration) {
    this.connection = connection;
    this.key = key;
    this.declaration = declaration;
  }

  ProtocolKey key() {
    return key;
  }

  Optional<Declaration> declaration() {
    return declaration;
  }

  /**
   * From now on this is what its number means on the connection; its temperature stays for good.
   */
  void declare(Declaration now) {
    declaration = Optional.of(now);
  }

  boolean isVacant() {
    return declaration.isEmpty();
  }

  boolean isInitiatorOf(Temperature temperature) {
    return key.direction() == Direction.INITIATOR
        && declaration.filter(d -> d.temperature() == temperature).isPresent();
  }

  boolean isResponder() {
    return key.direction() == Direction.RESPONDER && !isVacant();
  }

  /** Whether a half runs in it now. */
  boolean isRunning() {
    return run.isPresent();
  }

  /** Reserves it for a start; false when one is under way already. */
  boolean claim() {
    return CLAIMED.compareAndSet(this, 0, 1);
  }

  /**
   * Asks the mux to run it. It was claimed.
   *
   * @throws MuxException when the mux does not take it
   */
  void start(StartMode mode) {
    happened(new SlotInput.Start(mode));
    try {
      connection.mux().runMiniProtocol(key, mode, this);
    } catch (MuxException e) {
      happened(new SlotInput.StartRefused());
      throw e;
    }
  }

  /** What it is doing; empty when it is vacant. */
  Optional<SlotView> view() {
    Optional<HalfRun> now = run;
    Optional<HalfView> half = now.map(HalfRun::view);
    String bundle =
        now.map(HalfRun::hosted)
            .or(() -> connection.implementationOf(this))
            .map(Hosted::bundle)
            .orElse("no bundle");
    // A start that was asked for is seen at once, although the inbox may come to it later.
    SlotState does = state;
    String text = SlotMachine.isResting(does) && claimed == 1 ? "Starting" : does.text();
    return declaration.map(
        d ->
            new SlotView(
                key,
                d.temperature(),
                text,
                bundle,
                connection.controlOf(key, d.temperature()),
                half.map(HalfView::queued).orElse(0),
                half.flatMap(HalfView::reached)));
  }

  @Override
  public void start(MuxChannel channel, JobCompletion startedCompletion) {
    connection.inbox(
        () -> {
          completion = Optional.of(startedCompletion);
          run = connection.beginRun(this, channel);
          step(new SlotInput.MuxStarted(run.isPresent()));
        });
  }

  @Override
  public void cancel() {
    happened(new SlotInput.MuxCancelled());
  }

  @Override
  public void ended(JobEnd end) {
    happened(new SlotInput.JobEnded(end));
  }

  /** Something happened to one of its runs; what was let go of before does not count any more. */
  void happened(HalfRun of, SlotInput input) {
    connection.inbox(
        () -> {
          if (run.filter(current -> current == of).isPresent()) {
            step(input);
          }
        });
  }

  /** Something happened to it. */
  void happened(SlotInput input) {
    connection.inbox(() -> step(input));
  }

  private void step(SlotInput input) {
    SlotState before = state;
    SlotMachine.Step step = SlotMachine.step(before, input);
    state = step.state();
    if (!SlotMachine.isResting(before) && SlotMachine.isResting(state)) {
      claimed = 0;
    }
    step.effects().forEach(this::perform);
  }

  private void perform(SlotEffect effect) {
    switch (effect) {
      case SlotEffect.EmitStarted() -> {
        connection.trace(
            new ProtocolTrace.Started(
                connection.connectionId(), key, run.orElseThrow().hosted().bundle()));
        connection.emit(new SlotEvent.Started(key, temperature()));
      }
      case SlotEffect.StartHalf() -> startHalf(run.orElseThrow());
      case SlotEffect.EmitAsked(ControlMessage message) ->
          connection.trace(new ProtocolTrace.Asked(connection.connectionId(), key, message));
      case SlotEffect.WakeHalf() -> run.ifPresent(HalfRun::wake);
      case SlotEffect.InterruptHalf() -> run.ifPresent(HalfRun::interrupt);
      case SlotEffect.LetGoOfHalf() -> {
        run.ifPresent(HalfRun::letGo);
        run = Optional.empty();
      }
      case SlotEffect.CompleteJob() -> takeCompletion().ifPresent(JobCompletion::returned);
      case SlotEffect.FailJob(Failure failure) ->
          takeCompletion().ifPresent(job -> job.failed(failure));
      case SlotEffect.EmitBundleGoing(String bundle) ->
          connection.trace(
              new HandOverTrace.Failed(connection.connectionId(), key, bundle, Optional.empty()));
      case SlotEffect.EmitEnded(var outcome, var delay) -> {
        connection.trace(new ProtocolTrace.Ended(connection.connectionId(), key, outcome));
        connection.emit(new SlotEvent.Ended(key, temperature(), outcome, delay));
      }
      case SlotEffect.EmitFailed(Failure failure, boolean byItself) -> {
        connection.trace(
            byItself
                ? new ProtocolTrace.Failed(connection.connectionId(), key, failure.text())
                : new ProtocolTrace.Ended(
                    connection.connectionId(), key, "with its connection: " + failure.text()));
        connection.emit(new SlotEvent.Failed(key, temperature(), failure));
      }
    }
  }

  private void startHalf(HalfRun started) {
    try {
      started.start(connection.mux().tasks());
    } catch (RuntimeException | Error e) {
      started.hosted().end(started);
      Failure failure = Failure.of(FailureCategory.INTERNAL, e);
      happened(started, new SlotInput.HalfEnded(new Conclusion.Failed(failure)));
    }
  }

  /** Says that a half goes on running although it was to end. */
  void traceAbandoned(String bundle) {
    connection.trace(new ProtocolTrace.Abandoned(connection.connectionId(), key, bundle));
  }

  private Optional<JobCompletion> takeCompletion() {
    Optional<JobCompletion> taken = completion;
    completion = Optional.empty();
    return taken;
  }

  private Temperature temperature() {
    return declaration.orElseThrow().temperature();
  }
}

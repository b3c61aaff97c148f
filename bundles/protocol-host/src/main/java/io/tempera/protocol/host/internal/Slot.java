package io.tempera.protocol.host.internal;

import io.tempera.mux.Direction;
import io.tempera.mux.JobCompletion;
import io.tempera.mux.JobEnd;
import io.tempera.mux.MiniProtocolJob;
import io.tempera.mux.MuxChannel;
import io.tempera.mux.MuxException;
import io.tempera.mux.ProtocolKey;
import io.tempera.mux.StartMode;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.protocol.SlotView;
import io.tempera.protocol.Snapshot;
import io.tempera.protocol.Temperature;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * One {@link SlotMachine}, and the job that the mux sees of it. Inputs are handled in the
 * connection's inbox, one at a time; what comes of them is done by {@link SlotShell}.
 *
 * <p>A slot without a declaration is vacant: its number is agreed, but nothing implements it yet,
 * and what arrives is kept.
 */
final class Slot implements MiniProtocolJob {
  /** {@link #claimed}, without an object of its own in every slot. */
  private static final AtomicIntegerFieldUpdater<Slot> CLAIMED =
      AtomicIntegerFieldUpdater.newUpdater(Slot.class, "claimed");

  private final SlotHome home;
  private final ProtocolKey key;
  private final SlotShell shell;

  /**
   * 1 when a start was asked for and is not over, else 0: decides between callers, ahead of the
   * inbox.
   */
  private volatile int claimed;

  /** Whether it is to be started and has not been, because nothing can run in it, say. */
  private volatile boolean wanted;

  private volatile Optional<Declaration> declaration;
  private volatile SlotState state = SlotState.IDLE;

  Slot(SlotHome home, ProtocolKey key, Optional<Declaration> declaration) {
    this.home = home;
    this.key = key;
    this.declaration = declaration;
    this.shell = new SlotShell(home, this);
  }

  ProtocolKey key() {
    return key;
  }

  Optional<Declaration> declaration() {
    return declaration;
  }

  Temperature temperature() {
    return declaration.orElseThrow().temperature();
  }

  /**
   * From now on this is what its number means on the connection; its temperature stays for good.
   */
  void declare(Declaration now) {
    declaration = Optional.of(now);
  }

  /** Whether nobody has asked for it, or it is over. In the inbox only. */
  boolean isResting() {
    return SlotMachine.isResting(state);
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

  /** Reserves it for a start; false when one is under way already. */
  boolean claim() {
    boolean reserved = CLAIMED.compareAndSet(this, 0, 1);
    wanted = false;
    return reserved;
  }

  /** Whether a start was asked for and is not over. */
  boolean isClaimed() {
    return claimed == 1;
  }

  /** It is to be started; false when a start is under way already. */
  boolean want() {
    boolean resting = claimed == 0;
    wanted = resting;
    return resting;
  }

  /** Whether it is to be started and has not been. */
  boolean isWanted() {
    return wanted;
  }

  /** Where the conversation stands that whoever starts it has to carry on, if it does. */
  Optional<Snapshot> left() {
    return state instanceof SlotState.Ended(var outcome, var left) ? left : Optional.empty();
  }

  /**
   * Asks the mux to run it. It was claimed.
   *
   * @throws MuxException when the mux does not take it
   */
  void start(StartMode mode) {
    happened(new SlotInput.Start(mode));
    try {
      home.mux().runMiniProtocol(key, mode, this);
    } catch (MuxException e) {
      happened(new SlotInput.StartRefused());
      throw e;
    }
  }

  /** What it is doing; empty when it is vacant. */
  Optional<SlotView> view() {
    Optional<HalfRun> now = shell.run();
    Optional<HalfView> half = now.map(HalfRun::view);
    String bundle =
        now.map(HalfRun::hosted)
            .or(() -> home.implementationOf(this))
            .map(Hosted::bundle)
            .orElse("no bundle");
    // A start that was asked for is seen at once, although the inbox may come to it later.
    SlotState does = state;
    boolean starting = SlotMachine.isResting(does) && claimed == 1;
    return declaration.map(
        d ->
            new SlotView(
                key,
                d.temperature(),
                starting ? SlotView.Kind.STARTING : does.kind(),
                starting ? "Starting" : does.text(),
                bundle,
                home.controlOf(key, d.temperature()),
                half.map(HalfView::queued).orElseGet(shell::queued),
                half.flatMap(HalfView::reached)));
  }

  @Override
  public void start(MuxChannel channel, JobCompletion completion) {
    home.inbox(
        () -> {
          shell.began(channel, completion);
          step(new SlotInput.MuxStarted());
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

  /**
   * What is published has changed: what is to become of its half may have, too. In the inbox only.
   */
  void publishedChanged() {
    if (state instanceof SlotState.Parked(var left, var started, var grace)) {
      if (shell.seek(left)) {
        step(new SlotInput.Found());
      }
    }
    shell.run().ifPresent(run -> step(new SlotInput.Succeeded(home.succession(this, run))));
  }

  /** Something happened to one of its runs; what was let go of before does not count any more. */
  void happened(HalfRun of, SlotInput input) {
    home.inbox(
        () -> {
          if (shell.run().filter(current -> current == of).isPresent()) {
            step(input);
          }
        });
  }

  /** Something happened to it. */
  void happened(SlotInput input) {
    home.inbox(() -> step(input));
  }

  /** In the inbox only. */
  void step(SlotInput input) {
    SlotState before = state;
    SlotMachine.Step step = SlotMachine.step(before, input);
    state = step.state();
    boolean ends = !SlotMachine.isResting(before) && SlotMachine.isResting(state);
    if (ends) {
      claimed = 0;
    }
    home.handOvers().moves(key.number(), before, step.state());
    step.effects().forEach(shell::perform);
    home.handOvers().moved(key.number(), before, step.state());
    if (ends) {
      home.endWaits().look();
    }
  }

  /** Says that a half goes on running although it was to end. */
  void traceAbandoned(String bundle) {
    home.trace(new ProtocolTrace.Abandoned(home.connectionId(), key, bundle));
  }
}

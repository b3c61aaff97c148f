package io.tempera.mux.internal;

import io.tempera.runtime.Mailbox;
import io.tempera.runtime.TemperaRuntime;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Steps the machine and has its effects carried out.
 *
 * <p>A step is made under a lock, so that whoever asks for something learns at once whether it is
 * refused. The effects, which call back, are carried out without it, one at a time and in the order
 * of the steps, by a mailbox.
 */
final class MachineRunner {
  private final MuxMachine machine;
  private final Consumer<MuxEffect> effects;
  private final Mailbox<MachineRunner> mailbox;
  private final ReentrantLock lock = new ReentrantLock();

  // Under the lock.
  private final ArrayDeque<List<MuxEffect>> due = new ArrayDeque<>(1);
  private MuxState state = MuxState.INITIAL;

  /**
   * A runner in the initial state.
   *
   * @param effects carries out one effect; may throw what a callback throws
   */
  MachineRunner(MuxMachine machine, TemperaRuntime runtime, Consumer<MuxEffect> effects) {
    this.machine = machine;
    this.effects = effects;
    this.mailbox = runtime.newMailbox(MachineRunner::carryOut);
  }

  /** Something happened. */
  void post(MuxEvent event) {
    step(event, () -> {});
  }

  /**
   * Somebody asks for something.
   *
   * @param together done under the lock unless the event is refused; must not call back
   * @throws io.tempera.mux.MuxException when it is refused
   */
  void ask(MuxEvent event, Runnable together) {
    Optional<Refusal> refusal = step(event, together);
    if (refusal.isPresent()) {
      throw refusal.get().exception();
    }
  }

  private Optional<Refusal> step(MuxEvent event, Runnable together) {
    Step step;
    lock.lock();
    try {
      step = machine.step(state, event);
      state = step.state();
      if (step.refusal().isEmpty()) {
        together.run();
      }
      if (!step.effects().isEmpty()) {
        due.add(step.effects());
      }
    } finally {
      lock.unlock();
    }
    if (!step.effects().isEmpty()) {
      mailbox.post(this);
    }
    return step.refusal();
  }

  /**
   * Carries out all that is due. An effect that throws does not keep the others from happening; the
   * mailbox reports the first.
   */
  private void carryOut() {
    Throwable first = null;
    for (List<MuxEffect> next = nextDue(); !next.isEmpty(); next = nextDue()) {
      for (MuxEffect effect : next) {
        try {
          effects.accept(effect);
        } catch (RuntimeException | Error thrown) {
          first = first == null ? thrown : first;
        }
      }
    }
    switch (first) {
      case null -> {}
      case RuntimeException exception -> throw exception;
      case Error error -> throw error;
      default -> throw new AssertionError(first);
    }
  }

  private List<MuxEffect> nextDue() {
    lock.lock();
    try {
      List<MuxEffect> next = due.poll();
      return next == null ? List.of() : next;
    } finally {
      lock.unlock();
    }
  }
}

package io.tempera.protocol.host.internal;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.mux.Direction;
import io.tempera.protocol.Half;
import io.tempera.protocol.HalfResult;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.ResumePoint;
import io.tempera.protocol.Snapshot;
import io.tempera.runtime.Task;
import io.tempera.runtime.Tasks;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One run of one half on a task of its own. Objects of the half's bundle live in {@link #converse}
 * and nowhere else: what comes out of it is an api value.
 */
final class HalfRun implements Runnable {
  private final Hosted hosted;
  private final HalfView view;
  private final GuardedChannel channel;
  private final Slot owner;
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<Task> task = Optional.empty();
  private boolean toInterrupt;
  private boolean over;

  HalfRun(Hosted hosted, HalfView view, GuardedChannel channel, Slot owner) {
    this.hosted = hosted;
    this.view = view;
    this.channel = channel;
    this.owner = owner;
  }

  /** Whose code it runs. */
  Hosted hosted() {
    return hosted;
  }

  /** What its half knows, and says. */
  HalfView view() {
    return view;
  }

  /** Begins; it was counted in by {@link Hosted#begin}. */
  void start(Tasks tasks) {
    Task started = tasks.start(channel.owner(), this);
    lock.lock();
    try {
      if (over) {
        return;
      }
      task = Optional.of(started);
      if (toInterrupt) {
        started.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Asks it to end: by its context, and by one interrupt, which no longer reaches it once it has.
   * Idempotent.
   */
  void interrupt() {
    view.go();
    lock.lock();
    try {
      if (!toInterrupt && !over) {
        task.ifPresent(Task::interrupt);
      }
      toInterrupt = true;
    } finally {
      lock.unlock();
    }
  }

  /** Its bundle is going and cannot wait for it: it is to end, and its connection with it. */
  void hurry() {
    owner.happened(this, new SlotInput.Hurried(hosted.bundle()));
  }

  /** Whether it has sent or taken anything. */
  boolean hasTalked() {
    return channel.isUsed();
  }

  /** It did not end in time, and is given up. */
  void giveUp() {
    letGo();
    owner.happened(this, new SlotInput.Overdue());
    owner.traceAbandoned(hosted.bundle());
  }

  /** Something that it may wait for has changed. */
  void wake() {
    view.lookAgain();
  }

  /** Takes the connection from it, whether it has ended or not. */
  void letGo() {
    view.go();
    channel.close();
  }

  @Override
  public void run() {
    Conclusion conclusion = converse();
    letGo();
    endOfInterrupts();
    hosted.end(this);
    owner.happened(this, new SlotInput.HalfEnded(conclusion));
  }

  private Conclusion converse() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try {
      Optional<MiniProtocol> protocol = hosted.object();
      if (protocol.isEmpty()) {
        return failed(FailureCategory.SHUTTING_DOWN, "its bundle was gone before it started");
      }
      thread.setContextClassLoader(protocol.get().getClass().getClassLoader());
      Half half =
          view.key().direction() == Direction.INITIATOR
              ? protocol.get().initiator()
              : protocol.get().responder();
      return conclusion(half.run(view, channel));
    } catch (Throwable thrown) {
      return new Conclusion.Failed(Border.failureOf(thrown));
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private Conclusion conclusion(HalfResult result) {
    return switch (result) {
      case HalfResult.Finished(var outcome, var delay) when outcome != null && delay != null ->
          new Conclusion.Finished(outcome, delay);
      case HalfResult.HandedOver(Snapshot snapshot) when snapshot != null -> handedOver(snapshot);
      case null, default ->
          failed(FailureCategory.PROTOCOL_CODE, "it returned null, or a result with null in it");
    };
  }

  private Conclusion handedOver(Snapshot snapshot) {
    ResumePoint stopped = new ResumePoint(snapshot.point(), snapshot.memoVersion());
    return view.mayStopAt(stopped)
        ? new Conclusion.HandedOver(snapshot)
        : failed(
            FailureCategory.PROTOCOL_CODE,
            "it stopped at "
                + stopped.point()
                + " with memo version "
                + stopped.memoVersion()
                + ", where nobody had asked it to be handed over");
  }

  private static Conclusion failed(FailureCategory category, String sentence) {
    return new Conclusion.Failed(Failure.of(category, sentence));
  }

  /** From here on the thread runs the node's own code, which no interrupt may disturb. */
  private void endOfInterrupts() {
    lock.lock();
    try {
      over = true;
      task = Optional.empty();
      Thread.interrupted();
    } finally {
      lock.unlock();
    }
  }
}

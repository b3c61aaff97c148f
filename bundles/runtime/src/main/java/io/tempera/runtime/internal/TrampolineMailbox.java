package io.tempera.runtime.internal;

import io.tempera.runtime.Mailbox;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Consumer;

/**
 * A mailbox whose posters do the work: the one that finds it idle handles everything until it is
 * idle again. Independent of time and threads.
 *
 * <p>{@code top} is a stack of what was posted and not yet taken: null while idle, {@link #BUSY} at
 * its bottom while somebody is at it. The handling poster takes the whole stack and turns it round.
 * So an idle mailbox holds no queue.
 */
public final class TrampolineMailbox<E> implements Mailbox<E> {
  private static final Letter<?> BUSY = new Letter<>(null);

  @SuppressWarnings("rawtypes") // A class literal has no parameters.
  private static final AtomicReferenceFieldUpdater<TrampolineMailbox, Letter> TOP =
      AtomicReferenceFieldUpdater.newUpdater(TrampolineMailbox.class, Letter.class, "top");

  private final Consumer<? super E> handler;
  private final UncaughtReport report;
  private volatile Letter<E> top;

  /**
   * An idle mailbox.
   *
   * @param handler handles one event; must not block
   * @param report hears what the handler throws
   */
  public TrampolineMailbox(Consumer<? super E> handler, UncaughtReport report) {
    this.handler = Objects.requireNonNull(handler, "handler");
    this.report = report;
  }

  @Override
  public void post(E event) {
    Letter<E> letter = new Letter<>(Objects.requireNonNull(event, "event"));
    Letter<E> below;
    do {
      below = top;
      letter.next = below;
    } while (!TOP.compareAndSet(this, below, letter));
    if (below == null) {
      handleAll();
    }
  }

  private void handleAll() {
    Letter<E> busy = busy();
    do {
      Letter<E> letter = inOrder(takeAll(busy));
      while (letter != null) {
        handle(letter.event);
        letter = letter.next;
      }
    } while (!TOP.compareAndSet(this, busy, null));
  }

  @SuppressWarnings("unchecked") // Only letters with events of this mailbox are ever there.
  private Letter<E> takeAll(Letter<E> instead) {
    return TOP.getAndSet(this, instead);
  }

  private void handle(E event) {
    try {
      handler.accept(event);
    } catch (Throwable thrown) {
      report.uncaught(
          "The handler of " + event.getClass().getName() + " in " + handler.getClass().getName(),
          thrown);
    }
  }

  /** Turns a stack, without the busy mark at its bottom, into a list in the order of posting. */
  private static <E> Letter<E> inOrder(Letter<E> newest) {
    Letter<E> first = null;
    for (Letter<E> letter = newest; letter != null && letter != BUSY; ) {
      Letter<E> older = letter.next;
      letter.next = first;
      first = letter;
      letter = older;
    }
    return first;
  }

  @SuppressWarnings("unchecked") // The mark holds no event.
  private static <E> Letter<E> busy() {
    return (Letter<E>) BUSY;
  }

  private static final class Letter<E> {
    private final E event;
    private Letter<E> next;

    Letter(E event) {
      this.event = event;
    }
  }
}

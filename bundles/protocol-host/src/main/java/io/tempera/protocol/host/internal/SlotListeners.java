package io.tempera.protocol.host.internal;

import io.tempera.protocol.SlotEvent;
import io.tempera.protocol.SlotListener;
import io.tempera.runtime.Mailbox;
import io.tempera.runtime.Subscription;
import io.tempera.runtime.TemperaRuntime;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Who listens to the slots of one connection. Through a mailbox of their own they hear one event at
 * a time, in order, and what a listener throws disturbs no slot. Whoever has waited for something
 * is told in the same order.
 */
final class SlotListeners {
  private final List<SlotListener> listeners = new CopyOnWriteArrayList<>();
  private final Mailbox<Runnable> outbox;

  /** Nobody listens yet. */
  SlotListeners(TemperaRuntime runtime) {
    outbox = runtime.newMailbox(Runnable::run);
  }

  /** Somebody listens until the subscription is closed. */
  Subscription add(SlotListener listener) {
    // A wrapper of its own, so that the same listener may be added and removed twice.
    SlotListener added = listener::happened;
    listeners.add(added);
    return () -> listeners.remove(added);
  }

  /** Tells everybody, after what was told before. */
  void tell(SlotEvent event) {
    outbox.post(() -> deliver(event));
  }

  /** Tells one who has waited, after what was told before. */
  void tell(Runnable waiter) {
    outbox.post(waiter);
  }

  /** One that throws does not keep it from the others; the mailbox reports the last. */
  private void deliver(SlotEvent event) {
    RuntimeException thrown = null;
    for (SlotListener listener : listeners) {
      try {
        listener.happened(event);
      } catch (RuntimeException e) {
        thrown = e;
      }
    }
    if (thrown != null) {
      throw thrown;
    }
  }
}

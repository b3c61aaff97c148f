package io.tempera.runtime;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Feeds events to one handler, one at a time and in order: the serialisation of a state machine.
 *
 * <p>The handler runs on the thread of a poster: the one that finds the mailbox idle handles its
 * own event and whatever is posted meanwhile; everyone else returns at once. So posting never waits
 * for a lock, a handler that posts to its own mailbox sees that event after the present one, and no
 * thread is held while nothing happens. The queue is as long as the posters allow: post what is
 * bounded elsewhere (calls, timers, ends), not bytes.
 */
@ProviderType
public interface Mailbox<E> {
  /** Adds an event, and handles it (and others) if nobody is at it. */
  void post(E event);
}

package io.tempera.runtime;

import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Where every part of the node gets time, threads, chance and order from.
 *
 * <p>Production code takes these from nowhere else; that is what lets a whole network of nodes run
 * under virtual time with the same trace for the same seed.
 */
@ProviderType
public interface TemperaRuntime {
  /** The monotonic and the wall clock. */
  Clock clock();

  /** One-shot timers. */
  Timers timers();

  /** Virtual threads. */
  Tasks tasks();

  /** Random numbers. */
  Chance chance();

  /** A new place to park at, with nobody waiting. */
  Wait newWait();

  /**
   * A new mailbox: what is posted to it is handled one event at a time, in the order of posting.
   *
   * @param handler handles one event; must not block; what it throws is reported and dropped
   */
  <E> Mailbox<E> newMailbox(Consumer<? super E> handler);
}

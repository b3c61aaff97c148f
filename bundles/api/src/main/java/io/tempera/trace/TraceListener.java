package io.tempera.trace;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Wants to know what happens. Publish it as a service, and it is called from then on.
 *
 * <p>It is called on whichever thread the event happened, event loops included: it must not block,
 * and what it throws is counted and dropped.
 */
@ConsumerType
public interface TraceListener<T extends Trace> {
  /**
   * The events that it wants: those that are instances of this type. A {@link FrequentTrace} comes
   * only when this is that type or one below it.
   */
  Class<T> type();

  /** Takes one event. */
  void happened(T trace);
}

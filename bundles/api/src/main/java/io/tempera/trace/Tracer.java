package io.tempera.trace;

import org.osgi.annotation.versioning.ProviderType;

/** Hands an event to every listener that wants it. */
@ProviderType
public interface Tracer {
  /** Says what happened. Never blocks, never throws. */
  void trace(Trace trace);

  /**
   * Whether a listener would get a trace of a kind, now. It is a read without a lock: cheap enough
   * to be asked before each {@link FrequentTrace} is made.
   *
   * @param kind the record's own class
   */
  boolean wanted(Class<? extends Trace> kind);
}

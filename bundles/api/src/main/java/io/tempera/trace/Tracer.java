package io.tempera.trace;

import org.osgi.annotation.versioning.ProviderType;

/** Hands an event to every listener that wants it. */
@ProviderType
public interface Tracer {
  /** Says what happened. Never blocks, never throws. */
  void trace(Trace trace);
}

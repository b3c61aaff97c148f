package io.tempera.protocol;

import org.osgi.annotation.versioning.ProviderType;

/** Wants to know what happens in the slots of one connection. */
@ProviderType
@FunctionalInterface
public interface SlotListener {
  /** Takes one event: one at a time, in order, on any thread. Must not block. */
  void happened(SlotEvent event);
}

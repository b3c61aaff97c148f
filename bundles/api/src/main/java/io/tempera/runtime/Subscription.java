package io.tempera.runtime;

import org.osgi.annotation.versioning.ProviderType;

/** A listener that was added. Closing removes it: no call begins after that. Idempotent. */
@ProviderType
@FunctionalInterface
public interface Subscription extends AutoCloseable {
  @Override
  void close();
}

package io.tempera.runtime;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Random numbers: good enough for jitter and cookies, not for keys. Safe for use by many threads.
 */
@ProviderType
public interface Chance {
  /**
   * A number from zero to below the bound.
   *
   * @param bound at least one
   */
  long below(long bound);

  /** A number from 0 to 65 535. */
  default int unsignedShort() {
    return (int) below(0x1_0000);
  }
}

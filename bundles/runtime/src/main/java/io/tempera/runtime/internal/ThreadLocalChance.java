package io.tempera.runtime.internal;

import io.tempera.runtime.Chance;
import java.util.concurrent.ThreadLocalRandom;

/** The JDK's per-thread generator. */
final class ThreadLocalChance implements Chance {
  @Override
  public long below(long bound) {
    return ThreadLocalRandom.current().nextLong(bound);
  }
}

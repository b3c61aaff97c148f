package io.tempera.benchmarks.idle;

import io.netty.util.internal.PlatformDependent;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/**
 * What this process holds.
 *
 * @param heap bytes of live objects
 * @param direct bytes of direct buffers, Netty's own ones included
 */
public record Memory(long heap, long direct) {
  private static final int MOST_COLLECTIONS = 20;
  private static final long SETTLED = 16_384;

  /** Collects until what lives hardly changes any more, and counts that. */
  public static Memory settled() {
    long before = Long.MAX_VALUE;
    long now = heapAfterCollection();
    for (int i = 0; i < MOST_COLLECTIONS && before - now > SETTLED; i++) {
      before = now;
      now = heapAfterCollection();
    }
    return new Memory(now, directBytes());
  }

  /** Collects once, and counts what that has left: for what goes on meanwhile. */
  public static Memory collected() {
    return new Memory(heapAfterCollection(), directBytes());
  }

  @SuppressWarnings("SystemGc")
  private static long heapAfterCollection() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long directBytes() {
    long pooled =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    // Negative where Netty leaves the counting to the JDK.
    return pooled + Math.max(0, PlatformDependent.usedDirectMemory());
  }
}

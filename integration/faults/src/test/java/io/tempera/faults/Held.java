package io.tempera.faults;

import io.tempera.nodekit.FelixNode;
import java.lang.management.ManagementFactory;

/**
 * The memory that a JVM holds, node and test together.
 *
 * @param heap bytes of what is reachable
 * @param direct bytes outside the heap that the node's Netty has from the system
 */
record Held(long heap, long direct) {
  private static final int COLLECTIONS = 2;

  /** What is held now: collects what is not. */
  static Held by(FelixNode node) throws ReflectiveOperationException {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    // The node has a Netty of its own, whose classes this side does not share.
    Class<?> platform =
        node.bundle("io.netty.common").loadClass("io.netty.util.internal.PlatformDependent");
    return new Held(
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
        (long) platform.getMethod("usedDirectMemory").invoke(null));
  }

  /** How much more it is than before. */
  long beyond(Held before) {
    return Math.max(0, heap - before.heap) + Math.max(0, direct - before.direct);
  }
}

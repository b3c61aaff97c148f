package io.tempera.benchmarks.cycle;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What a process spends, compilers and collector included.
 *
 * @param processor nanoseconds of processor time, the kernel's for it included
 * @param allocated bytes of heap
 */
record Costs(long processor, long allocated) {
  /** Nothing. */
  static final Costs NONE = new Costs(0, 0);

  /** What this process has spent since its start. */
  static Costs now() {
    return new Costs(
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime(),
        ManagementFactory.getPlatformMXBean(ThreadMXBean.class).getTotalThreadAllocatedBytes());
  }

  /** What another process said of itself. */
  static Costs parse(String line) {
    String[] words = line.split(" ");
    return new Costs(Long.parseLong(words[0]), Long.parseLong(words[1]));
  }

  /** What {@link #parse} reads. */
  String line() {
    return processor + " " + allocated;
  }

  Costs plus(Costs other) {
    return new Costs(processor + other.processor, allocated + other.allocated);
  }

  Costs minus(Costs other) {
    return new Costs(processor - other.processor, allocated - other.allocated);
  }
}

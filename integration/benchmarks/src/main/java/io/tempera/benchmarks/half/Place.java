package io.tempera.benchmarks.half;

import io.tempera.runtime.internal.LoopSettings;
import io.tempera.runtime.internal.RuntimeComponent;
import io.tempera.runtime.internal.TracerComponent;

/** Where the halves of a subject run. */
public enum Place {
  /** On the JDK's own scheduler: the default. */
  USUAL("", LoopSettings.OFF),

  /** On their connection's event loop: the option. */
  LOOP(", on the loop", LoopSettings.ON);

  private final String suffix;
  private final LoopSettings settings;

  Place(String suffix, LoopSettings settings) {
    this.suffix = suffix;
    this.settings = settings;
  }

  /** The row's name of a subject whose halves run here. */
  public String row(String name) {
    return name + suffix;
  }

  /** A runtime that starts them here. */
  public RuntimeComponent runtime() {
    return new RuntimeComponent(settings, new TracerComponent());
  }
}

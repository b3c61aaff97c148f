package io.tempera.benchmarks.cycle;

import java.util.Locale;

/** What a cycle consists of, in this order. */
enum Operation {
  /** Cold to warm. */
  ESTABLISH,
  /** Warm to hot. */
  ACTIVATE,
  /** Hot to warm. */
  DEACTIVATE,
  /** Warm to cooling, and on until it is cold. */
  CLOSE;

  /** As tables name it. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}

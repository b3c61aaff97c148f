package io.tempera.benchmarks.swap;

import io.tempera.mux.StartMode;
import io.tempera.protocol.Temperature;
import java.util.Locale;

/**
 * The mini-protocols of each connection: the same conversation under three numbers. The numbers are
 * Cardano's, as both sides know those, whatever was agreed.
 */
enum Lane {
  /** Swapped; chain-sync's number. */
  HOT(2, Temperature.HOT, StartMode.ON_DEMAND),

  /** Swapped; keep-alive's number. */
  ESTABLISHED(8, Temperature.ESTABLISHED, StartMode.ON_DEMAND_ANY),

  /** Never swapped; block-fetch's number. */
  OTHER(3, Temperature.HOT, StartMode.ON_DEMAND);

  private final int number;
  private final Temperature temperature;
  private final StartMode responderStart;

  Lane(int number, Temperature temperature, StartMode responderStart) {
    this.number = number;
    this.temperature = temperature;
    this.responderStart = responderStart;
  }

  int number() {
    return number;
  }

  Temperature temperature() {
    return temperature;
  }

  StartMode responderStart() {
    return responderStart;
  }

  /** As tables name it. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}

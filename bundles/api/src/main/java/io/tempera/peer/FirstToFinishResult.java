package io.tempera.peer;

import io.tempera.failure.Failure;
import io.tempera.protocol.Temperature;

/** The first mini-protocol of a temperature that ended by itself. */
public sealed interface FirstToFinishResult {
  /** Of which temperature. */
  Temperature temperature();

  /** Which. */
  int number();

  /** It failed. */
  record MiniProtocolError(Temperature temperature, int number, Failure failure)
      implements FirstToFinishResult {}

  /** It ended as its protocol says. */
  record MiniProtocolSuccess(Temperature temperature, int number, String outcome)
      implements FirstToFinishResult {}
}

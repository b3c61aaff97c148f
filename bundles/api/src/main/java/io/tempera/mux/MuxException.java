package io.tempera.mux;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import java.util.Optional;

/** The multiplexer cannot do what it was asked. */
public final class MuxException extends TemperaException {
  private static final long serialVersionUID = 1L;

  /** An exception with the sentence to show. */
  public MuxException(FailureCategory category, String message, Optional<Failure> cause) {
    super(category, message, cause);
  }
}

package io.tempera.bearer;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import java.util.Optional;

/** An address could not be reached, or not be had. */
public final class BearerException extends TemperaException {
  private static final long serialVersionUID = 1L;

  /** An exception with the sentence to show, and what the system said. */
  public BearerException(FailureCategory category, String message, Optional<Failure> cause) {
    super(category, message, cause);
  }
}

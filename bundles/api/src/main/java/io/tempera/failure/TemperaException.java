package io.tempera.failure;

import java.util.Optional;

/**
 * The parent of every exception that Tempera throws. It carries a {@link Failure}, never a
 * throwable of another bundle.
 */
public class TemperaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  /** An exception with a sentence of its own. */
  public TemperaException(FailureCategory category, String message) {
    this(category, message, Optional.empty());
  }

  /** An exception with a sentence of its own and what it came from. */
  public TemperaException(FailureCategory category, String message, Optional<Failure> cause) {
    super(new Failure(category, "", message, "", cause).text());
    this.failure = new Failure(category, getClass().getName(), message, "", cause);
  }

  /** What happened, as a value that may be kept. */
  public Failure failure() {
    return failure;
  }
}

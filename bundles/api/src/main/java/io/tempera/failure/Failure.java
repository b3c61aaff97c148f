package io.tempera.failure;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A throwable turned into a value of plain strings.
 *
 * <p>A kept exception pins the class loader of the bundle that threw it, through its class and
 * through its stack. What is stored, traced or handed to another bundle is a failure instead.
 *
 * @param category what to do about it
 * @param className the class of the throwable, for people
 * @param message a sentence; never empty
 * @param stack the stack trace as text, at most {@value #MAX_STACK_CHARS} characters; may be empty
 * @param cause what it came from, at most {@value #MAX_CAUSES} levels deep
 */
public record Failure(
    FailureCategory category,
    String className,
    String message,
    String stack,
    Optional<Failure> cause) {
  /** How many characters of a stack trace are kept. */
  public static final int MAX_STACK_CHARS = 8_192;

  /** How many causes of causes are kept. */
  public static final int MAX_CAUSES = 8;

  /** Checks that nothing is null. */
  public Failure {
    Objects.requireNonNull(category, "category");
    Objects.requireNonNull(className, "className");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(stack, "stack");
    Objects.requireNonNull(cause, "cause");
  }

  /** A failure that no throwable stands behind. */
  public static Failure of(FailureCategory category, String message) {
    return new Failure(category, "", message, "", Optional.empty());
  }

  /**
   * The failure that a throwable carries, or a picture of it. Never throws, whatever the
   * throwable's own methods do.
   *
   * @param fallback the category of a throwable that is not a {@link TemperaException}
   */
  public static Failure of(FailureCategory fallback, Throwable throwable) {
    return of(fallback, throwable, MAX_CAUSES);
  }

  private static Failure of(FailureCategory fallback, Throwable throwable, int causesLeft) {
    if (throwable instanceof TemperaException own) {
      return own.failure();
    }
    Throwable cause = ask(throwable::getCause, null);
    Optional<Failure> causeFailure =
        cause == null || cause == throwable || causesLeft == 0
            ? Optional.empty()
            : Optional.of(of(fallback, cause, causesLeft - 1));
    String name = throwable.getClass().getName();
    String message = ask(throwable::getMessage, null);
    return new Failure(
        fallback,
        name,
        message == null || message.isEmpty() ? name : message,
        ask(() -> stackOf(throwable), ""),
        causeFailure);
  }

  /** What a method of somebody's throwable says, unless it throws in turn. */
  private static <T> T ask(Supplier<T> method, T otherwise) {
    try {
      return method.get();
    } catch (RuntimeException | StackOverflowError faulty) {
      return otherwise;
    }
  }

  private static String stackOf(Throwable throwable) {
    StringWriter text = new StringWriter();
    throwable.printStackTrace(new PrintWriter(text));
    String whole = text.toString();
    return whole.substring(0, Math.min(whole.length(), MAX_STACK_CHARS));
  }

  /** The sentence, with the causes behind it that say something new. */
  public String text() {
    StringBuilder text = new StringBuilder(message);
    for (Optional<Failure> next = cause; next.isPresent(); next = next.get().cause()) {
      String more = next.get().message();
      if (text.indexOf(more) < 0) {
        text.append(", because: ").append(more);
      }
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return category + ": " + text();
  }
}

package io.tempera.protocol.host.internal;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.ResumePoint;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Where throwables of mini-protocol bundles become values. */
final class Border {
  /** Where a mistake shows, but is not. */
  private static final List<String> NOT_THE_AUTHORS = List.of("java.", "jdk.", "io.tempera.kit.");

  private Border() {}

  /**
   * The points from which a mini-protocol can carry on.
   *
   * @throws Declaration.InvalidException when it does not say that
   */
  static List<ResumePoint> pointsOf(MiniProtocol object) throws Declaration.InvalidException {
    try {
      return List.copyOf(object.resumesFrom());
    } catch (RuntimeException | Error thrown) {
      throw new Declaration.InvalidException("its resumesFrom failed: " + failureOf(thrown).text());
    }
  }

  /**
   * The picture of a throwable, which is not kept. Even its own methods are not trusted: they are
   * the bundle's code.
   */
  static Failure failureOf(Throwable thrown) {
    try {
      Failure failure = Failure.of(FailureCategory.PROTOCOL_CODE, thrown);
      if (failure != null) {
        return thrown instanceof TemperaException ? failure : located(failure, thrown);
      }
    } catch (Throwable unreadable) {
      // Falls through: what cannot describe itself is described by its name.
    }
    String name = thrown.getClass().getName();
    return new Failure(FailureCategory.PROTOCOL_CODE, name, name, "", Optional.empty());
  }

  /** Whoever has to mend it wants to know the line: the message is all that the log has. */
  private static Failure located(Failure failure, Throwable thrown) {
    return Arrays.stream(thrown.getStackTrace())
        .filter(frame -> NOT_THE_AUTHORS.stream().noneMatch(frame.getClassName()::startsWith))
        .findFirst()
        .map(
            frame ->
                new Failure(
                    failure.category(),
                    failure.className(),
                    named(failure)
                        + ", at "
                        + frame.getClassName()
                        + "."
                        + frame.getMethodName()
                        + " ("
                        + frame.getFileName()
                        + ":"
                        + frame.getLineNumber()
                        + ")",
                    failure.stack(),
                    failure.cause()))
        .orElse(failure);
  }

  private static String named(Failure failure) {
    return failure.message().equals(failure.className())
        ? failure.className()
        : failure.className() + ": " + failure.message();
  }
}

package io.tempera.protocol.host.internal;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.ResumePoint;
import java.util.List;
import java.util.Optional;

/** Where throwables of mini-protocol bundles become values. */
final class Border {
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
        return failure;
      }
    } catch (Throwable unreadable) {
      // Falls through: what cannot describe itself is described by its name.
    }
    String name = thrown.getClass().getName();
    return new Failure(FailureCategory.PROTOCOL_CODE, name, name, "", Optional.empty());
  }
}

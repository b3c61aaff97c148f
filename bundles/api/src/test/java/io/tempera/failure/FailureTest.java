package io.tempera.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailureTest {
  @Test
  void aThrowableThatCannotBeAskedIsNamedAllTheSame() {
    Failure failure = Failure.of(FailureCategory.PROTOCOL_CODE, new Faulty());
    assertThat(failure.className()).isEqualTo(Faulty.class.getName());
    assertThat(failure.message()).isEqualTo(Faulty.class.getName());
    assertThat(failure.cause()).isEmpty();
  }

  @Test
  void causesThatGoInACircleComeToAnEnd() {
    Exception one = new Exception("one");
    Exception two = new Exception("two", one);
    one.initCause(two);
    int causes = 0;
    for (Optional<Failure> next = Failure.of(FailureCategory.INTERNAL, one).cause();
        next.isPresent();
        next = next.get().cause()) {
      causes++;
    }
    assertThat(causes).isEqualTo(Failure.MAX_CAUSES);
  }

  @Test
  void ourOwnExceptionsKeepTheFailureThatTheyCarry() {
    TemperaException own = new TemperaException(FailureCategory.LIMIT, "too much");
    assertThat(Failure.of(FailureCategory.INTERNAL, own)).isEqualTo(own.failure());
  }

  @Test
  void aCauseThatSaysNothingNewIsNotSaidAgain() {
    Failure system = Failure.of(FailureCategory.REMOTE_CLOSED, "refused");
    TemperaException inner =
        new TemperaException(
            FailureCategory.REMOTE_CLOSED, "cannot connect: refused", Optional.of(system));
    TemperaException outer =
        new TemperaException(
            FailureCategory.REMOTE_CLOSED, "no peer", Optional.of(inner.failure()));
    assertThat(outer).hasMessage("no peer, because: cannot connect: refused");
    assertThat(outer.failure().text()).isEqualTo(outer.getMessage());
  }

  private static final class Faulty extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message");
    }

    @Override
    public synchronized Throwable getCause() {
      throw new IllegalStateException("no cause");
    }
  }
}

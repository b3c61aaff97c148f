package io.tempera.peer;

import io.tempera.failure.Failure;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Why a change of status failed. */
public sealed interface FailureType {
  /** One sentence. */
  String text();

  /** Our handshake failed. */
  record HandshakeClientFailure(Failure failure) implements FailureType {
    @Override
    public String text() {
      return "our handshake failed: " + failure.text();
    }
  }

  /** The handshake that the peer began failed. */
  record HandshakeServerFailure(Failure failure) implements FailureType {
    @Override
    public String text() {
      return "the peer's handshake failed: " + failure.text();
    }
  }

  /** The connection was lost. */
  record HandleFailure(Failure failure) implements FailureType {
    @Override
    public String text() {
      return failure.text();
    }
  }

  /** The multiplexer had ended already. */
  record MuxStoppedFailure() implements FailureType {
    @Override
    public String text() {
      return "its multiplexer had ended already";
    }
  }

  /**
   * It took too long.
   *
   * @param limit how long it might take; zero or more
   * @param setting what the operator sets for that, such as {@code close.connection.timeout}
   */
  record TimeoutError(Duration limit, String setting) implements FailureType {
    @Override
    public String text() {
      return "it took longer than " + limit.toSeconds() + " s (" + setting + ")";
    }
  }

  /** It had not the status to begin with. */
  record ActiveCold(PeerStatus status) implements FailureType {
    @Override
    public String text() {
      return "it is " + status;
    }
  }

  /** Mini-protocols failed, by number. */
  record ApplicationFailure(SortedMap<Integer, Failure> failures) implements FailureType {
    /** Keeps a copy that does not change. */
    public ApplicationFailure {
      failures = Collections.unmodifiableSortedMap(new TreeMap<>(failures));
    }

    @Override
    public String text() {
      StringBuilder text = new StringBuilder("mini-protocols failed:");
      failures.forEach(
          (number, f) -> text.append(' ').append(number).append(" (").append(f.text()).append(')'));
      return text.toString();
    }
  }
}

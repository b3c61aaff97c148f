package io.tempera.mux;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import java.time.Duration;
import java.util.Optional;

/** What can go wrong in a multiplexer (network-mux Network.Mux.Trace, Error). */
public sealed interface MuxError {
  /** What to do about it. */
  FailureCategory category();

  /** One sentence. */
  String text();

  /** The same as a value that may be passed on. */
  default Failure failure() {
    return new Failure(category(), getClass().getName(), text(), "", Optional.empty());
  }

  /** An SDU for a number that is not registered in any direction. */
  record UnknownMiniProtocol(int number) implements MuxError {
    @Override
    public FailureCategory category() {
      return FailureCategory.REMOTE_MISBEHAVED;
    }

    @Override
    public String text() {
      return "the remote side sent an SDU for mini-protocol "
          + number
          + ", which does not run here";
    }
  }

  /** An SDU for a number of which only the other half is registered. */
  record MissingDirection(ProtocolKey key) implements MuxError {
    @Override
    public FailureCategory category() {
      return FailureCategory.REMOTE_MISBEHAVED;
    }

    @Override
    public String text() {
      return "the remote side sent an SDU for mini-protocol "
          + key
          + ", but here only its other half runs";
    }
  }

  /** The remote side closed the connection while something ran, or in the middle of an SDU. */
  record BearerClosed(String where) implements MuxError {
    @Override
    public FailureCategory category() {
      return FailureCategory.REMOTE_CLOSED;
    }

    @Override
    public String text() {
      return "the remote side closed the connection " + where;
    }
  }

  /** More bytes waited for a half than its limit allows. */
  record IngressOverrun(ProtocolKey key, int limit, long wanted) implements MuxError {
    @Override
    public FailureCategory category() {
      return FailureCategory.REMOTE_MISBEHAVED;
    }

    @Override
    public String text() {
      return "the remote side sent more for mini-protocol "
          + key
          + " than may wait there: "
          + wanted
          + " bytes, the limit is "
          + limit;
    }
  }

  /**
   * More came before the handshake was over than is held until then.
   *
   * @param limit bytes, each SDU with some beside its payload
   */
  record HandshakeOverrun(int limit, long wanted) implements MuxError {
    @Override
    public FailureCategory category() {
      return FailureCategory.REMOTE_MISBEHAVED;
    }

    @Override
    public String text() {
      return "the remote side sent more than may wait before the handshake is over"
          + " (handshake.hold): "
          + wanted
          + " bytes, the limit is "
          + limit;
    }
  }

  /**
   * All connections of the node together held more than may wait in it, and this one the most.
   *
   * @param held bytes that waited on this connection
   * @param budget bytes that may wait on all together
   */
  record IngressBudgetSpent(long held, long budget) implements MuxError {
    @Override
    public FailureCategory category() {
      return FailureCategory.LIMIT;
    }

    @Override
    public String text() {
      return "more than "
          + budget
          + " bytes waited for mini-protocols in the whole node (ingress.budget), and this connection"
          + " held the most of them, "
          + held;
    }
  }

  /** The system could not read or write. */
  record IoError(Failure cause) implements MuxError {
    @Override
    public FailureCategory category() {
      return FailureCategory.REMOTE_CLOSED;
    }

    @Override
    public String text() {
      return "the connection broke: " + cause.text();
    }
  }

  /** An SDU header that cannot be. */
  record SduDecodeError(String what) implements MuxError {
    @Override
    public FailureCategory category() {
      return FailureCategory.REMOTE_MISBEHAVED;
    }

    @Override
    public String text() {
      return "the remote side sent an SDU that cannot be: " + what;
    }
  }

  /** An SDU did not arrive completely in time. */
  record SduReadTimeout(Duration limit) implements MuxError {
    @Override
    public FailureCategory category() {
      return FailureCategory.TIMEOUT;
    }

    @Override
    public String text() {
      return "an SDU was not complete " + limit.toSeconds() + " s after its first byte";
    }
  }

  /** A batch could not be written in time. */
  record SduWriteTimeout(int sdus, Duration limit) implements MuxError {
    @Override
    public FailureCategory category() {
      return FailureCategory.TIMEOUT;
    }

    @Override
    public String text() {
      return "the remote side did not take " + sdus + " SDUs within " + limit.toSeconds() + " s";
    }
  }

  /** A mini-protocol's half failed. */
  record MiniProtocolFailed(ProtocolKey key, Failure cause) implements MuxError {
    @Override
    public FailureCategory category() {
      return cause.category();
    }

    @Override
    public String text() {
      return "mini-protocol " + key + " failed: " + cause.text();
    }
  }
}

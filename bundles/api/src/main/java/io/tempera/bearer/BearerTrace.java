package io.tempera.bearer;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.trace.Level;
import io.tempera.trace.Trace;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;

/** What bearers do. */
public sealed interface BearerTrace extends Trace {
  /** A listening socket is open. */
  record Listening(SocketAddress local) implements BearerTrace {
    @Override
    public Level level() {
      return Level.INFO;
    }

    @Override
    public String text() {
      return "listening on " + ConnectionId.text(local);
    }
  }

  /** The node should listen on an address, and cannot. */
  record ListenFailed(String address, Failure failure) implements BearerTrace {
    @Override
    public Level level() {
      return Level.ERROR;
    }

    @Override
    public String text() {
      return "not listening on " + address + ": " + failure.text();
    }
  }

  /**
   * A connection could not be accepted; the next may be. A warning where it was the remote side's
   * doing, an error where this machine cannot.
   *
   * @param again after how much time it is tried again
   */
  record AcceptFailed(SocketAddress local, Failure failure, Duration again) implements BearerTrace {
    @Override
    public Level level() {
      return failure.category() == FailureCategory.REMOTE_CLOSED ? Level.WARN : Level.ERROR;
    }

    @Override
    public String text() {
      return ConnectionId.text(local)
          + " accepted nobody, and tries again in "
          + again.toMillis()
          + " ms: "
          + failure.text();
    }
  }

  /** A bearer is open, dialled or accepted. */
  record Opened(ConnectionId connectionId, boolean dialled) implements BearerTrace {
    @Override
    public Level level() {
      return Level.DEBUG;
    }

    @Override
    public String text() {
      return connectionId + " " + (dialled ? "dialled" : "accepted");
    }
  }

  /** A bearer is closed; without a failure we closed it. */
  record Closed(ConnectionId connectionId, Optional<Failure> failure) implements BearerTrace {
    @Override
    public Level level() {
      return Level.DEBUG;
    }

    @Override
    public String text() {
      return connectionId + " closed" + failure.map(f -> ": " + f.text()).orElse(" by us");
    }
  }
}

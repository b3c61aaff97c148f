package io.tempera.bearer.internal;

import io.tempera.bearer.BearerException;
import io.tempera.bearer.ConnectionId;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketAddress;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What to say when something goes wrong: what happened, to whom, and what to do about it. */
final class Sentences {
  private Sentences() {}

  /** Reading failed: mostly the remote side's reset. */
  static Failure receivingFailed(Optional<ConnectionId> id, Throwable cause) {
    String who = id.map(ConnectionId::toString).orElse("a connection that was not there yet");
    return broken(who, "recv errored", cause);
  }

  /** Writing failed. */
  static Failure sendingFailed(ConnectionId id, Throwable cause) {
    return broken(id.toString(), "send errored", cause);
  }

  /** Resets are daily bread: what the system said is kept, its stack is not. */
  private static Failure broken(String who, String what, Throwable cause) {
    String start = "%s broke: %s (%s)".formatted(who, what, cause.getMessage());
    return cause instanceof IOException
        ? Failure.of(
            FailureCategory.REMOTE_CLOSED, start + "; the remote side or the network ended it")
        : failure(FailureCategory.INTERNAL, start + "; please report this", Optional.of(cause));
  }

  /** The user of the bearer threw. */
  static Failure userThrew(ConnectionId id, Throwable cause) {
    return failure(
        FailureCategory.INTERNAL,
        id + " is closed, because what runs on it threw; please report this",
        Optional.of(cause));
  }

  /** The bundle stops. */
  static Failure stopped(ConnectionId id) {
    return failure(
        FailureCategory.SHUTTING_DOWN,
        id + " is closed, because the bearer bundle stops",
        Optional.empty());
  }

  /** Dialling or listening after the stop. */
  static BearerException stoppedBefore(String what) {
    return exception(
        FailureCategory.SHUTTING_DOWN,
        "Cannot " + what + ": the bearer bundle was stopped",
        Optional.empty());
  }

  /** Neither TCP nor a named Unix domain socket. */
  static BearerException unknownKind(SocketAddress address) {
    return configuration(
        "Cannot use the address %s: an IP address with a port, or the path of a Unix socket, can be dialled and listened on"
            .formatted(ConnectionId.text(address)));
  }

  /** A path that does not fit the system's structure. */
  static BearerException pathTooLong(SocketAddress address, int length, int longest) {
    return configuration(
        "Cannot use the address %s: its path has %d bytes, and Unix sockets take %d; choose a shorter one"
            .formatted(ConnectionId.text(address), length, longest));
  }

  /** A local address with a Unix domain socket. */
  static BearerException dialledFromNowhere(SocketAddress remote, SocketAddress local) {
    return configuration(
        "Cannot dial %s from %s: whoever dials a Unix socket has no address; leave it out"
            .formatted(ConnectionId.text(remote), ConnectionId.text(local)));
  }

  /** The directory of a socket file is not there. */
  static BearerException noDirectory(SocketAddress address, Path directory) {
    return configuration(
        "Cannot listen on %s: there is no directory %s; make it, or choose another path with listen=…"
            .formatted(ConnectionId.text(address), directory));
  }

  /** There is another file at the path. */
  static BearerException notASocket(SocketAddress address, Path path) {
    return configuration(
        "Cannot listen on %s: %s is a file that is no socket, and is left as it is; choose another path with listen=…"
            .formatted(ConnectionId.text(address), path));
  }

  /** Somebody listens at the path. */
  static BearerException pathInUse(SocketAddress address) {
    return configuration(
        "Cannot listen on %s: the address is in use; choose another with listen=… or stop the other process"
            .formatted(ConnectionId.text(address)));
  }

  /** Somebody is just about to listen at the path. */
  static BearerException pathBeingTaken(SocketAddress address) {
    return configuration(
        "Cannot listen on %s: another node is opening it at this moment; choose another with listen=… or stop the other process"
            .formatted(ConnectionId.text(address)));
  }

  /** A name without an address. */
  static BearerException unresolved(String host) {
    return exception(
        FailureCategory.CONFIGURATION,
        "The name %s has no known address: check its spelling and the name server".formatted(host),
        Optional.empty());
  }

  /** Two addresses of different families. */
  static BearerException otherFamily(SocketAddress remote, SocketAddress local) {
    return exception(
        FailureCategory.CONFIGURATION,
        "Cannot dial %s from %s: one is an IPv4 and the other an IPv6 address; dial from an address of the same kind"
            .formatted(ConnectionId.text(remote), ConnectionId.text(local)),
        Optional.empty());
  }

  /** Dialling failed. What the system said is kept where it says more than our sentence. */
  static BearerException cannotDial(
      SocketAddress remote, Optional<SocketAddress> local, Throwable cause) {
    String from = local.map(l -> " from " + ConnectionId.text(l)).orElse("");
    String start = "Cannot connect to " + ConnectionId.text(remote) + from + ": ";
    String system = text(cause);
    if (cause instanceof FileNotFoundException || system.contains("no such file")) {
      return exception(
          FailureCategory.REMOTE_CLOSED,
          start + "there is no such socket; check the path, and that a node listens there",
          Optional.empty());
    }
    if (system.contains("permission denied")) {
      return exception(
          FailureCategory.CONFIGURATION,
          start + "this user may not; correct the permissions of the file and its directories",
          Optional.empty());
    }
    if (system.contains("temporarily unavailable")) {
      return remote(start + "too many wait there to be accepted; try again", Optional.empty());
    }
    if (isRefusal(cause)) {
      return remote(start + "it refused; check that a node listens there", Optional.empty());
    }
    if (system.contains("unreachable") || cause instanceof NoRouteToHostException) {
      return remote(
          start + "the network has no route to it; check address and network", Optional.empty());
    }
    if (system.contains("timed out")) {
      return exception(
          FailureCategory.TIMEOUT,
          start + "the network gave up waiting; check address and firewall",
          Optional.empty());
    }
    if (system.contains("address already in use") || system.contains("assign requested")) {
      return exception(
          FailureCategory.CONFIGURATION,
          start
              + "the local address is not one of this machine's, is used by another process, or a connection between the two is there already",
          Optional.of(cause));
    }
    return cause instanceof ConnectException || cause instanceof IOException
        ? remote(start + "the system said no", Optional.of(cause))
        : exception(FailureCategory.INTERNAL, start + "please report this", Optional.of(cause));
  }

  /** Nobody answered in time. */
  static BearerException dialTimedOut(SocketAddress remote, Duration timeout) {
    return exception(
        FailureCategory.TIMEOUT,
        "Cannot connect to %s: no answer within %s; check address, firewall and connect timeout"
            .formatted(ConnectionId.text(remote), seconds(timeout)),
        Optional.empty());
  }

  /** Listening failed. */
  static BearerException cannotListen(SocketAddress local, Throwable cause) {
    String start = "Cannot listen on " + ConnectionId.text(local) + ": ";
    String system = text(cause);
    if (system.contains("address already in use")) {
      return exception(
          FailureCategory.CONFIGURATION,
          start + "the address is in use; choose another with listen=… or stop the other process",
          Optional.of(cause));
    }
    if (system.contains("assign requested")) {
      return exception(
          FailureCategory.CONFIGURATION,
          start + "it is not an address of this machine; choose another with listen=…",
          Optional.of(cause));
    }
    if (system.contains("permission denied") || cause instanceof AccessDeniedException) {
      return exception(
          FailureCategory.CONFIGURATION,
          start
              + "this user may not; choose a port above 1023, or a directory that this user may write to, with listen=…",
          Optional.of(cause));
    }
    return exception(
        FailureCategory.CONFIGURATION, start + "the system said no", Optional.of(cause));
  }

  /** The system did not answer a call that never takes long. */
  static BearerException listenTookTooLong(SocketAddress local, Duration timeout) {
    return exception(
        FailureCategory.TIMEOUT,
        "Cannot listen on %s: the system did not answer within %s"
            .formatted(ConnectionId.text(local), seconds(timeout)),
        Optional.empty());
  }

  /** The thread that opened a listener was interrupted. */
  static BearerException listenInterrupted(SocketAddress local) {
    return exception(
        FailureCategory.SHUTTING_DOWN,
        "Gave up listening on " + ConnectionId.text(local) + ": interrupted",
        Optional.empty());
  }

  /** The listener was closed. */
  static BearerException noLongerListening(SocketAddress local) {
    return exception(
        FailureCategory.SHUTTING_DOWN,
        "Nothing more is accepted on " + ConnectionId.text(local) + ": the listener was closed",
        Optional.empty());
  }

  /** The system could not accept. */
  static BearerException cannotAccept(SocketAddress local, Throwable cause) {
    String start = "Cannot accept a connection on " + ConnectionId.text(local) + ": ";
    String system = text(cause);
    if (system.contains("connection abort")) {
      // ECONNABORTED; each system says it a little differently.
      return remote(start + "it was gone before; nothing is to be done", Optional.of(cause));
    }
    if (system.contains("too many open files")) {
      return exception(
          FailureCategory.LIMIT,
          start + "this process or machine may open no more files; raise that limit (ulimit -n)",
          Optional.of(cause));
    }
    if (system.contains("buffer space") || system.contains("allocate memory")) {
      return exception(
          FailureCategory.LIMIT,
          start + "the system has no memory left for it",
          Optional.of(cause));
    }
    return exception(
        FailureCategory.INTERNAL,
        start + "the system said no; if it goes on, restart the node, and please report this",
        Optional.of(cause));
  }

  /**
   * Whether the address was free to bind and in use when its socket was about to listen. Only epoll
   * names the call that failed.
   */
  static boolean isRefusedWhenListening(Failure failure) {
    return failure
        .cause()
        .map(system -> system.message().toLowerCase(Locale.ROOT))
        .filter(system -> system.startsWith("listen(") && system.contains("already in use"))
        .isPresent();
  }

  /** Whether the system says that nobody listens. */
  static boolean isRefusal(Throwable cause) {
    return text(cause).contains("refused");
  }

  private static BearerException configuration(String message) {
    return exception(FailureCategory.CONFIGURATION, message, Optional.empty());
  }

  private static BearerException remote(String message, Optional<Throwable> cause) {
    return exception(FailureCategory.REMOTE_CLOSED, message, cause);
  }

  private static BearerException exception(
      FailureCategory category, String message, Optional<Throwable> cause) {
    return new BearerException(category, message, cause.map(c -> Failure.of(category, c)));
  }

  private static Failure failure(
      FailureCategory category, String message, Optional<Throwable> cause) {
    return new Failure(category, "", message, "", cause.map(c -> Failure.of(category, c)));
  }

  private static String text(Throwable cause) {
    return String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
  }

  private static String seconds(Duration timeout) {
    return "%.3f s".formatted(timeout.toNanos() / 1e9);
  }
}

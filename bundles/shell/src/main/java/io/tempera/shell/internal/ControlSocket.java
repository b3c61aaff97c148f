package io.tempera.shell.internal;

import io.tempera.runtime.TemperaRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The local socket over which shell commands can be given to the node: a Unix domain socket for its
 * owner alone. With each connection there is one shell session.
 *
 * <p>The wire, UTF-8 both ways:
 *
 * <pre>
 *  client   tempera:peers LF                    a command line, at most line.limit bytes
 *  node     REMOTE          LOCAL ... LF        what it says, as it comes; perhaps nothing
 *           127.0.0.1:4001   3001 ... LF
 *           U+0004 SP input LF                  seldom: the command waits for a line
 *  client   LF                                  the line, or the end of the client's stream
 *  node     U+0004 SP ok LF                     its end: ok, or error after a sentence
 * </pre>
 *
 * <p>The lines of a client are executed one after the other, but for those that a command waits
 * for; a blank one is answered with an empty ok. In the answer itself U+0004 appears as a question
 * mark. A client that comes when there are as many as may be gets a sentence and an error at once,
 * before its first line. The node hangs up, without a word, after the idle timeout and when it
 * stops.
 */
final class ControlSocket implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);

  private final TemperaRuntime runtime;
  private final ShellSessions sessions;
  private final Supplier<ControlSettings> settings;
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<Path> wanted = Optional.empty();
  private Optional<ControlServer> server = Optional.empty();

  ControlSocket(
      TemperaRuntime runtime, ShellSessions sessions, Supplier<ControlSettings> settings) {
    this.runtime = runtime;
    this.sessions = sessions;
    this.settings = settings;
  }

  /**
   * Opens the socket, or another one if its path has changed; where that is impossible the log says
   * why, and there is none. Blocks for a moment.
   */
  void open() {
    lock.lock();
    try {
      Optional<Path> path = settings.get().socket();
      if (server.isPresent() && path.equals(wanted)) {
        return;
      }
      closeServer();
      wanted = path;
      server = path.flatMap(this::serve);
    } finally {
      lock.unlock();
    }
  }

  private Optional<ControlServer> serve(Path path) {
    try {
      return Optional.of(ControlServer.serve(runtime, sessions, settings, SocketFile.open(path)));
    } catch (IOException e) {
      LOG.error(
          "There is no control socket at {}: {} ({}, socket)",
          path,
          e.getMessage(),
          ShellConfig.PID);
      return Optional.empty();
    }
  }

  /** Whether it is open. */
  boolean isOpen() {
    lock.lock();
    try {
      return server.isPresent();
    } finally {
      lock.unlock();
    }
  }

  private void closeServer() {
    server.ifPresent(ControlServer::close);
    server = Optional.empty();
  }

  /** Hangs up on everyone and removes the file. Blocks for two seconds at the most. Idempotent. */
  @Override
  public void close() {
    lock.lock();
    try {
      closeServer();
    } finally {
      lock.unlock();
    }
  }
}

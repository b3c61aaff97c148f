package io.tempera.shell.internal;

import io.tempera.runtime.Task;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts the clients of one control socket, each on a task of its own. */
final class ControlServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

  /** How long {@link #close} waits for clients' tasks to end. */
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);

  /** How long nothing is accepted after the system failed to, for lack of file descriptors say. */
  private static final Duration ACCEPT_PAUSE = Duration.ofSeconds(1);

  private final TemperaRuntime runtime;
  private final ShellSessions sessions;
  private final Supplier<ControlSettings> settings;
  private final SocketFile socket;
  private final Wait change;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<ControlConnection, Task> clients = new LinkedHashMap<>();
  private volatile boolean closing;
  private volatile int tasks;

  private ControlServer(
      TemperaRuntime runtime,
      ShellSessions sessions,
      Supplier<ControlSettings> settings,
      SocketFile socket) {
    this.runtime = runtime;
    this.sessions = sessions;
    this.settings = settings;
    this.socket = socket;
    this.change = runtime.newWait();
  }

  /** Serves a socket that is open, from now on until {@link #close}. */
  static ControlServer serve(
      TemperaRuntime runtime,
      ShellSessions sessions,
      Supplier<ControlSettings> settings,
      SocketFile socket) {
    ControlServer server = new ControlServer(runtime, sessions, settings, socket);
    server.start("tempera control socket", server::acceptAll);
    return server;
  }

  private void acceptAll() {
    while (!closing && socket.isOpen()) {
      try {
        accept(socket.accept());
      } catch (IOException failed) {
        if (!closing) {
          LOG.warn("The control socket accepts nobody for a second: {}", failed.getMessage());
          pause();
        }
      }
    }
  }

  private void pause() {
    try {
      change.until(() -> closing, ACCEPT_PAUSE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept(SocketChannel channel) throws IOException {
    IdleChannel idle =
        new IdleChannel(channel, runtime.timers(), () -> settings.get().idleTimeout());
    ControlConnection client = new ControlConnection(idle, sessions, settings);
    int most = settings.get().connections();
    if (!admitted(client, most)) {
      try (client) {
        client.refuse(
            "There are "
                + most
                + " clients already, the limit: end one of them, or raise connections of "
                + ShellConfig.PID
                + ".");
      }
    }
  }

  private boolean admitted(ControlConnection client, int most) {
    lock.lock();
    try {
      if (closing || clients.size() >= most) {
        return false;
      }
      clients.put(client, start("tempera control client", () -> serve(client)));
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void serve(ControlConnection client) {
    try {
      client.run();
    } finally {
      lock.lock();
      try {
        clients.remove(client);
      } finally {
        lock.unlock();
      }
    }
  }

  /** Starts a task that {@link #close} waits for. */
  private Task start(String name, Runnable body) {
    count(1);
    return runtime
        .tasks()
        .start(
            name,
            () -> {
              try {
                body.run();
              } finally {
                count(-1);
                change.wake();
              }
            });
  }

  private void count(int more) {
    lock.lock();
    try {
      tasks += more;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Hangs up on every client, interrupts what they have running, and removes the socket's file.
   * Blocks until their tasks have ended, for two seconds at the most: a command may be the very one
   * that stops this bundle. Idempotent.
   */
  @Override
  public void close() {
    closing = true;
    try {
      socket.close();
    } catch (IOException e) {
      LOG.warn("The control socket's file could not be removed: {}", e.getMessage());
    }
    hangUp();
    change.wake();
    try {
      change.until(() -> tasks == 0, CLOSE_WAIT);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void hangUp() {
    lock.lock();
    try {
      for (Map.Entry<ControlConnection, Task> client : List.copyOf(clients.entrySet())) {
        client.getKey().close();
        client.getValue().interrupt();
      }
    } finally {
      lock.unlock();
    }
  }
}

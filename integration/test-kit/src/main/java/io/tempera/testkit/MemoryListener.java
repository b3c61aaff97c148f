package io.tempera.testkit;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerException;
import io.tempera.bearer.BearerListener;
import io.tempera.bearer.ConnectionId;
import io.tempera.failure.FailureCategory;
import io.tempera.runtime.Wait;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A listening socket of a {@link MemoryNetwork}, with its backlog. */
final class MemoryListener implements BearerListener {
  private final MemoryNetwork network;
  private final InetSocketAddress local;
  private final Wait wait;
  private final Queue<End> backlog = new ConcurrentLinkedQueue<>();
  private final AtomicInteger failing = new AtomicInteger();
  private volatile boolean closed;

  MemoryListener(MemoryNetwork network, InetSocketAddress local, Wait wait) {
    this.network = network;
    this.local = local;
    this.wait = wait;
  }

  @Override
  public SocketAddress localAddress() {
    return local;
  }

  boolean isFull() {
    return backlog.size() >= network.settings().backlog();
  }

  /** Takes a connection into the backlog; the network's loop only. */
  void offer(End end) {
    if (closed) {
      end.close();
      return;
    }
    backlog.add(end);
    wait.wake();
  }

  @Override
  public Bearer accept() throws InterruptedException {
    return network.bearer(acceptEnd());
  }

  End acceptEnd() throws InterruptedException {
    while (true) {
      wait.until(() -> closed || !backlog.isEmpty());
      if (closed) {
        throw new BearerException(
            FailureCategory.SHUTTING_DOWN,
            "Nothing is accepted on " + ConnectionId.text(local) + " any more: it was closed",
            Optional.empty());
      }
      End end = backlog.poll();
      if (end != null && failing.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        end.closeSoon();
        throw new BearerException(
            FailureCategory.REMOTE_CLOSED,
            "Accepting on " + ConnectionId.text(local) + " failed: the remote side has gone",
            Optional.empty());
      }
      if (end != null) {
        return end;
      }
    }
  }

  void failAccepts(int count) {
    failing.set(count);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    network.forget(this);
    network.soon(this::resetBacklog);
    wait.wake();
  }

  private void resetBacklog() {
    for (End end = backlog.poll(); end != null; end = backlog.poll()) {
      end.close();
    }
  }
}

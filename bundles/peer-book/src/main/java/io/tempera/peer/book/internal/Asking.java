package io.tempera.peer.book.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.runtime.Timer;
import io.tempera.runtime.Timers;
import io.tempera.sharing.PeerQuestions;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What one peer is asked for: some peers at once, and again an interval after each answer. */
final class Asking implements PeerQuestions {
  private final StoredPeerBook book;
  private final Timers timers;
  private final ConnectionId peer;
  private final Runnable news;
  private Optional<Timer> timer = Optional.empty();
  private boolean closed;

  Asking(StoredPeerBook book, Timers timers, ConnectionId peer, Runnable news) {
    this.book = book;
    this.timers = timers;
    this.peer = peer;
    this.news = news;
  }

  ConnectionId peer() {
    return peer;
  }

  /** The settings have changed: whoever asks is to look again. */
  void look() {
    news.run();
  }

  @Override
  public synchronized int wanted() {
    timer.ifPresent(Timer::cancel);
    timer = Optional.empty();
    Optional<Duration> left = closed ? Optional.empty() : book.untilAsked(peer.remote());
    if (left.isEmpty()) {
      return 0;
    } else if (left.get().isZero()) {
      return book.settings().askFor();
    }
    timer = Optional.of(timers.after(left.get(), news));
    return 0;
  }

  @Override
  public void learned(List<InetSocketAddress> peers) {
    book.learned(peer, peers);
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      timer.ifPresent(Timer::cancel);
      timer = Optional.empty();
    }
    book.ended(this);
  }
}

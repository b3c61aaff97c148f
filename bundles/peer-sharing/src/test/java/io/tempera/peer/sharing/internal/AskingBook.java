package io.tempera.peer.sharing.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Timer;
import io.tempera.sharing.PeerBook;
import io.tempera.sharing.PeerQuestions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Wants some peers at once, and again a while after each answer; shares the first of a list. */
final class AskingBook implements PeerBook {
  private final TemperaRuntime runtime;
  private final int wanted;
  private final Duration interval;
  private final List<InetSocketAddress> shared;
  private final List<InetSocketAddress> learned = new ArrayList<>();
  private long due;
  private int open;

  /**
   * A book.
   *
   * @param wanted how many it asks for; 0 for never
   * @param shared what it shares
   */
  AskingBook(TemperaRuntime runtime, int wanted, Duration interval, String... shared) {
    this.runtime = runtime;
    this.wanted = wanted;
    this.interval = interval;
    this.shared = Stream.of(shared).map(AskingBook::address).toList();
    this.due = runtime.clock().nanos();
  }

  /** Reads {@code 10.0.0.1:3001} or {@code [::1]:3001}. */
  static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    try {
      return new InetSocketAddress(
          InetAddress.getByName(text.substring(0, colon)),
          Integer.parseInt(text.substring(colon + 1)));
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  List<InetSocketAddress> learned() {
    return List.copyOf(learned);
  }

  /** How many halves ask for it. */
  int open() {
    return open;
  }

  @Override
  public List<InetSocketAddress> share(int most, ConnectionId asker) {
    return shared.subList(0, Math.min(most, shared.size()));
  }

  @Override
  public PeerQuestions questions(ConnectionId peer, Runnable news) {
    open++;
    return new Questions(news);
  }

  private final class Questions implements PeerQuestions {
    private final Runnable news;
    private Optional<Timer> timer = Optional.empty();
    private boolean closed;

    Questions(Runnable news) {
      this.news = news;
      set();
    }

    private void set() {
      Duration left = Duration.ofNanos(due - runtime.clock().nanos());
      timer = left.isPositive() ? Optional.of(runtime.timers().after(left, news)) : timer;
    }

    @Override
    public int wanted() {
      return due <= runtime.clock().nanos() ? wanted : 0;
    }

    @Override
    public void learned(List<InetSocketAddress> peers) {
      learned.addAll(peers);
      due = runtime.clock().nanos() + interval.toNanos();
      set();
    }

    @Override
    public void close() {
      open -= closed ? 0 : 1;
      closed = true;
      timer.ifPresent(Timer::cancel);
    }
  }
}

package io.tempera.tx.pool.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.chain.Encoded;
import io.tempera.runtime.Clock;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Timer;
import io.tempera.runtime.Timers;
import io.tempera.tx.TxFeed;
import io.tempera.tx.TxFormat;
import io.tempera.tx.TxInbox;
import io.tempera.tx.TxOffer;
import io.tempera.tx.TxPool;
import io.tempera.tx.TxReader;
import io.tempera.tx.TxWish;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Transactions in memory, within limits; what comes from one peer is offered to the others. It
 * checks nothing but that somebody can read a transaction: whether it is valid the application
 * says, by {@link #drop}.
 *
 * <p>One lock, held for a moment; whoever waits for news is told of it outside of the lock. Usable
 * without OSGi.
 */
public final class MemoryTxPool implements TxPool, TxFeed, AutoCloseable {
  /** Where tickets begin: apart from those of other pools, and with room above. */
  private static final long BASES = 1L << 62;

  private final Clock clock;
  private final Timers timers;
  private final Formats formats = new Formats();
  private final ReentrantLock lock = new ReentrantLock();
  private final Stock stock;

  /** Readers that had nothing to read, and inboxes that had no room or heard "later". */
  private final Map<Object, Runnable> idleReaders = new LinkedHashMap<>();

  private final Map<Object, Runnable> idleInboxes = new LinkedHashMap<>();
  private Optional<Timer> timer = Optional.empty();
  private boolean closed;

  /** An empty pool with the default limits, whose transactions are read by these. */
  public MemoryTxPool(TemperaRuntime runtime, List<TxFormat> formats) {
    this(runtime, PoolSettings.DEFAULT);
    formats.forEach(this::add);
  }

  MemoryTxPool(TemperaRuntime runtime, PoolSettings settings) {
    this.clock = runtime.clock();
    this.timers = runtime.timers();
    this.stock = new Stock(new Contents(1 + runtime.chance().below(BASES)), settings);
  }

  /** Transactions of one more kind are read from now on. */
  void add(TxFormat format) {
    formats.add(format);
    withNews(
        news -> {
          takeAll(idleInboxes, news);
          return true;
        });
  }

  /** Transactions of a kind are no longer read. */
  void remove(TxFormat format) {
    formats.remove(format);
  }

  /** Other limits from now on; what is in the pool stays, also above them. */
  void settings(PoolSettings changed) {
    withNews(
        news -> {
          stock.settings(changed);
          noTimer();
          awaitOldest();
          takeAll(idleInboxes, news);
          return true;
        });
  }

  @Override
  public TxReader reader(long from, Runnable news) {
    return new PoolReader(this, locked(s -> s.contents().place(from)), news);
  }

  @Override
  public TxInbox inbox(ConnectionId peer, Runnable news) {
    return new PoolInbox(this, formats, news);
  }

  @Override
  public Optional<String> offer(Encoded transaction) {
    Optional<Encoded> id;
    try {
      id = formats.idOf(transaction);
    } catch (IllegalArgumentException damaged) {
      return Optional.of("it is damaged: " + damaged.getMessage());
    }
    if (id.isEmpty()) {
      return Optional.of(
          formats.isEmpty()
              ? "nothing here reads transactions: install a bundle that does (a TxFormat service)"
              : "nothing here can read it: it is of another kind, or no transaction as peers send it"
                  + " (a Cardano one is [era, #6.24(bytes)], not its bytes alone)");
    }
    return change(s -> s.put(id.get(), transaction, clock.nanos()));
  }

  @Override
  public boolean drop(Encoded id) {
    return change(s -> s.drop(id));
  }

  /** Nothing is taken or dropped by time any more. Again: does nothing. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      noTimer();
      idleReaders.clear();
      idleInboxes.clear();
    } finally {
      lock.unlock();
    }
  }

  /** Looks at what there is. */
  <T> T locked(Function<Stock, T> look) {
    lock.lock();
    try {
      return look.apply(stock);
    } finally {
      lock.unlock();
    }
  }

  /** What follows a place; a reader that finds nothing is told when there is more. */
  List<Entry> after(long place, int most, Object reader, Runnable news) {
    return orWait(idleReaders, s -> s.contents().after(place, most), List::isEmpty, reader, news);
  }

  /**
   * How much room an inbox has; one without any is told when there is some. As long as nothing here
   * reads transactions there is none, as all would be fetched for nothing.
   */
  int room(Object inbox, Runnable news) {
    return orWait(
        idleInboxes, s -> formats.isEmpty() ? 0 : s.room(), room -> room == 0, inbox, news);
  }

  /** Whether a transaction is wanted; an inbox that hears "later" is told when it may be. */
  TxWish wants(TxOffer offer, Object inbox, Runnable news) {
    return orWait(
        idleInboxes,
        s -> formats.isEmpty() ? TxWish.LATER : s.wants(inbox, offer),
        wish -> wish == TxWish.LATER,
        inbox,
        news);
  }

  /** What an inbox has fetched: why it is not taken, if it is not. */
  Optional<String> received(Object inbox, Encoded id, Encoded transaction) {
    return change(s -> s.received(inbox, id, transaction, clock.nanos()));
  }

  /** A reader or an inbox need not be told any more. */
  void forget(Object waiter) {
    lock.lock();
    try {
      idleReaders.remove(waiter);
      idleInboxes.remove(waiter);
    } finally {
      lock.unlock();
    }
  }

  /** Changes what there is, and tells whoever waits for what may have come of it. */
  <T> T change(Function<Stock, T> change) {
    return withNews(
        news -> {
          int count = stock.contents().count();
          long changes = stock.changes();
          T result = change.apply(stock);
          if (stock.contents().count() > count) {
            takeAll(idleReaders, news);
          }
          if (stock.changes() > changes) {
            takeAll(idleInboxes, news);
          }
          awaitOldest();
          return result;
        });
  }

  private <T> T orWait(
      Map<Object, Runnable> idle,
      Function<Stock, T> look,
      Predicate<T> nothing,
      Object waiter,
      Runnable news) {
    lock.lock();
    try {
      T result = look.apply(stock);
      if (nothing.test(result) && !closed) {
        idle.put(waiter, news);
      }
      return result;
    } finally {
      lock.unlock();
    }
  }

  private <T> T withNews(Function<List<Runnable>, T> body) {
    List<Runnable> news = new ArrayList<>();
    T result;
    lock.lock();
    try {
      result = body.apply(news);
    } finally {
      lock.unlock();
    }
    news.forEach(Runnable::run);
    return result;
  }

  private static void takeAll(Map<Object, Runnable> idle, List<Runnable> news) {
    news.addAll(idle.values());
    idle.clear();
  }

  private void noTimer() {
    timer.ifPresent(Timer::cancel);
    timer = Optional.empty();
  }

  /** One timer at a time, for the transaction that came first. */
  private void awaitOldest() {
    if (timer.isEmpty() && !closed) {
      timer =
          stock.contents().oldest().map(oldest -> timers.after(timeLeft(oldest), this::dropOld));
    }
  }

  /** For how long a transaction has been there, in nanoseconds. */
  long age(Entry entry) {
    return clock.nanos() - entry.arrived();
  }

  private Duration timeLeft(Entry entry) {
    return stock.settings().keep().minusNanos(age(entry));
  }

  private void dropOld() {
    change(
        s -> {
          noTimer();
          int count = 0;
          while (s.contents().oldest().filter(e -> !timeLeft(e).isPositive()).isPresent()) {
            s.drop(s.contents().oldest().orElseThrow().id());
            count++;
          }
          return count;
        });
  }
}

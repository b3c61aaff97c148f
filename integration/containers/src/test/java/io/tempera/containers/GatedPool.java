package io.tempera.containers;

import io.tempera.bearer.ConnectionId;
import io.tempera.chain.Encoded;
import io.tempera.tx.TxInbox;
import io.tempera.tx.TxOffer;
import io.tempera.tx.TxPool;
import io.tempera.tx.TxReader;
import io.tempera.tx.TxWish;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * An application's pool that wants nothing before it is opened, so that ids stay unacknowledged for
 * as long as a test needs; and that remembers each transaction that comes, as often as it comes.
 */
final class GatedPool implements TxPool {
  private static final int ROOM = 1_000;
  private static final long LIMIT_S = 30;

  /** What reads transactions, and has some for peers. */
  private final TxPool pool;

  private final Set<Encoded> named = new HashSet<>();
  private final List<Encoded> received = new ArrayList<>();
  private final List<Runnable> waiting = new ArrayList<>();
  private boolean open;

  GatedPool(TxPool pool) {
    this.pool = pool;
  }

  /** From now on all is wanted. */
  void open() {
    List<Runnable> news;
    synchronized (this) {
      open = true;
      news = List.copyOf(waiting);
      waiting.clear();
    }
    news.forEach(Runnable::run);
  }

  /** Nothing is wanted that was not wanted before. */
  synchronized void shut() {
    open = false;
  }

  /** Waits until so many transactions were named, since it is there. */
  synchronized void awaitNamed(int count) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_S);
    while (named.size() < count) {
      await(deadline, named.size() + " were named, not " + count);
    }
  }

  /** Waits until so many transactions have come; all that have. */
  synchronized List<Encoded> awaitReceived(int count) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_S);
    while (received.size() < count) {
      await(deadline, received.size() + " have come, not " + count);
    }
    return List.copyOf(received);
  }

  private void await(long deadline, String otherwise) throws InterruptedException {
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      throw new AssertionError(otherwise);
    }
    TimeUnit.NANOSECONDS.timedWait(this, left);
  }

  @Override
  public TxReader reader(long from, Runnable news) {
    return pool.reader(from, news);
  }

  @Override
  public TxInbox inbox(ConnectionId peer, Runnable news) {
    TxInbox reads = pool.inbox(peer, news);
    return new TxInbox() {
      @Override
      public int room() {
        return ROOM;
      }

      @Override
      public TxWish wants(TxOffer offer) {
        return wish(offer, news);
      }

      @Override
      public void missing(Encoded id) {
        throw new AssertionError("the peer did not send " + id);
      }

      @Override
      public Optional<Encoded> idOf(Encoded transaction) {
        return reads.idOf(transaction);
      }

      @Override
      public Optional<String> received(Encoded id, Encoded transaction) {
        take(transaction);
        return Optional.empty();
      }

      @Override
      public void close() {
        reads.close();
      }
    };
  }

  private synchronized TxWish wish(TxOffer offer, Runnable news) {
    named.add(offer.id());
    notifyAll();
    if (open) {
      return TxWish.YES;
    }
    waiting.add(news);
    return TxWish.LATER;
  }

  private synchronized void take(Encoded transaction) {
    received.add(transaction);
    notifyAll();
  }
}

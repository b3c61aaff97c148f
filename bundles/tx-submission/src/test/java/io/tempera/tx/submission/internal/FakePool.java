package io.tempera.tx.submission.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.chain.Encoded;
import io.tempera.tx.TxInbox;
import io.tempera.tx.TxOffer;
import io.tempera.tx.TxPool;
import io.tempera.tx.TxReader;
import io.tempera.tx.TxWish;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A pool in the test's hands: what it offers, and what it takes, have nothing to do with it. */
final class FakePool implements TxPool {
  private final List<Encoded> offered = new ArrayList<>();
  private final Set<Encoded> gone = new LinkedHashSet<>();
  private final List<Encoded> received = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private final Set<Runnable> news = new LinkedHashSet<>();
  private Function<TxOffer, TxWish> wishes = offer -> TxWish.YES;
  private Optional<String> refusal = Optional.empty();
  private int room = Integer.MAX_VALUE;
  private int open;

  FakePool(List<Encoded> transactions) {
    offered.addAll(transactions);
  }

  FakePool() {
    this(List.of());
  }

  void offer(List<Encoded> more) {
    offered.addAll(more);
    tell();
  }

  /** It names a transaction, and does not have it any more when it is asked for. */
  void loses(Encoded tx) {
    gone.add(tx);
  }

  void wishes(Function<TxOffer, TxWish> answer) {
    wishes = answer;
    tell();
  }

  void room(int transactions) {
    room = transactions;
    tell();
  }

  void refuses(String why) {
    refusal = Optional.of(why);
  }

  private void tell() {
    List.copyOf(news).forEach(Runnable::run);
  }

  /** What it was sent, in order. */
  List<Encoded> received() {
    return received;
  }

  /** Ids that were missing, in order, each as {@code missing ID}. */
  List<String> calls() {
    return calls;
  }

  /** How many readers and inboxes are open. */
  int open() {
    return open;
  }

  @Override
  public TxReader reader(long from, Runnable callback) {
    open++;
    news.add(callback);
    return new TxReader() {
      private int at = (int) from;

      @Override
      public List<TxOffer> next(int most) {
        List<TxOffer> some =
            offered.subList(at, Math.min(offered.size(), at + most)).stream()
                .map(Txs::offer)
                .toList();
        at += some.size();
        return some;
      }

      @Override
      public Optional<Encoded> transaction(Encoded id) {
        return offered.stream()
            .filter(tx -> !gone.contains(tx) && Txs.idOf(tx).equals(Optional.of(id)))
            .findFirst();
      }

      @Override
      public long position() {
        return at;
      }

      @Override
      public void close() {
        open--;
        news.remove(callback);
      }
    };
  }

  @Override
  public TxInbox inbox(ConnectionId peer, Runnable callback) {
    open++;
    news.add(callback);
    return new TxInbox() {
      private final Map<Encoded, TxOffer> wanted = new LinkedHashMap<>();

      @Override
      public int room() {
        return room;
      }

      @Override
      public TxWish wants(TxOffer offer) {
        TxWish wish = wishes.apply(offer);
        if (wish == TxWish.YES && room == 0) {
          return TxWish.LATER;
        }
        if (wish == TxWish.YES) {
          wanted.put(offer.id(), offer);
        }
        return wish;
      }

      @Override
      public void missing(Encoded id) {
        calls.add("missing " + id);
        wanted.remove(id);
      }

      @Override
      public Optional<Encoded> idOf(Encoded transaction) {
        return Txs.idOf(transaction);
      }

      @Override
      public Optional<String> received(Encoded id, Encoded transaction) {
        if (wanted.remove(id) == null) {
          throw new IllegalStateException(id + " was not wanted");
        }
        received.add(transaction);
        return refusal;
      }

      @Override
      public void close() {
        open--;
        news.remove(callback);
      }
    };
  }
}

package io.tempera.tx.pool.internal;

import io.tempera.chain.Encoded;
import io.tempera.tx.TxOffer;
import io.tempera.tx.TxWish;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a pool has, what is being fetched for it and from whom, and what it takes: the rules of the
 * pool. No time, no threads; whoever fetches is known by any object.
 */
final class Stock {
  private record Fetch(Object by, long size) {}

  private final Contents contents;
  private final Map<Encoded, Fetch> fetches = new LinkedHashMap<>();
  private long fetchedBytes;
  private PoolSettings settings;

  /** How often something happened that changes an answer of {@link #wants} or {@link #room}. */
  private long changes;

  Stock(Contents contents, PoolSettings settings) {
    this.contents = contents;
    this.settings = settings;
  }

  Contents contents() {
    return contents;
  }

  PoolSettings settings() {
    return settings;
  }

  void settings(PoolSettings changed) {
    settings = changed;
  }

  /** Grows with whatever may be news to somebody that was told to wait. */
  long changes() {
    return changes;
  }

  /** How many transactions are being fetched. */
  int fetches() {
    return fetches.size();
  }

  /** How many more transactions are taken; none when not even the smallest would fit. */
  int room() {
    boolean full = contents.bytes() + fetchedBytes >= settings.mostBytes();
    int free = settings.mostTransactions() - contents.count() - fetches.size();
    return full ? 0 : Math.max(0, free);
  }

  /** Whether a transaction is wanted; if so, it is being fetched from now on. */
  TxWish wants(Object by, TxOffer offer) {
    if (isKnown(offer.id()) || offer.size() > settings.mostTransactionBytes()) {
      return TxWish.NO;
    }
    if (fetches.containsKey(offer.id()) || whyFull(offer.size()).isPresent()) {
      return TxWish.LATER;
    }
    fetches.put(offer.id(), new Fetch(by, offer.size()));
    fetchedBytes += offer.size();
    return TxWish.YES;
  }

  /** Somebody fetches one no longer; whether he did. */
  boolean release(Object by, Encoded id) {
    Fetch fetch = fetches.get(id);
    if (fetch == null || fetch.by() != by) {
      return false;
    }
    fetches.remove(id);
    fetchedBytes -= fetch.size();
    changes++;
    return true;
  }

  /** Somebody fetches nothing any more; whether he did. */
  boolean release(Object by) {
    List<Encoded> his =
        fetches.entrySet().stream()
            .filter(e -> e.getValue().by() == by)
            .map(Map.Entry::getKey)
            .toList();
    his.forEach(id -> release(by, id));
    return !his.isEmpty();
  }

  /** What was fetched: why it is not taken, if it is not. */
  Optional<String> received(Object by, Encoded id, Encoded transaction, long now) {
    release(by, id);
    if (contents.isGone(id)) {
      return Optional.of("it went a short while ago");
    }
    Optional<String> why = put(id, transaction, now);
    if (transaction.size() > settings.mostTransactionBytes()) {
      contents.remember(id, settings.mostRemembered());
    }
    return why;
  }

  /** Puts one in: why it is not taken, if it is not. */
  Optional<String> put(Encoded id, Encoded transaction, long now) {
    if (contents.find(id).isPresent()) {
      return Optional.of("it is in the pool already");
    }
    if (transaction.size() > settings.mostTransactionBytes()) {
      return Optional.of(
          "it has "
              + transaction.size()
              + " bytes; at most "
              + settings.mostTransactionBytes()
              + " are taken (most.transaction.bytes)");
    }
    Optional<String> full = whyFull(transaction.size());
    if (full.isEmpty()) {
      contents.add(id, transaction, now);
      changes++;
    }
    return full;
  }

  /** Takes one out; whether it was there. */
  boolean drop(Encoded id) {
    changes++;
    boolean was = contents.remove(id, settings.mostRemembered());
    if (!was) {
      contents.remember(id, settings.mostRemembered());
    }
    return was;
  }

  private boolean isKnown(Encoded id) {
    return contents.find(id).isPresent() || contents.isGone(id);
  }

  private Optional<String> whyFull(long size) {
    if (contents.count() + fetches.size() >= settings.mostTransactions()) {
      return Optional.of(
          "the pool is full: "
              + settings.mostTransactions()
              + " transactions, with those on their way (most.transactions)");
    }
    if (contents.bytes() + fetchedBytes + size > settings.mostBytes()) {
      return Optional.of(
          "the pool is full: it has no room for "
              + size
              + " of its "
              + settings.mostBytes()
              + " bytes, with those on their way (most.bytes)");
    }
    return Optional.empty();
  }
}

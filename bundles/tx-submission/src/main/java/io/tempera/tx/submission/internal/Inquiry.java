package io.tempera.tx.submission.internal;

import io.tempera.chain.Encoded;
import io.tempera.tx.TxOffer;
import io.tempera.tx.TxWish;
import io.tempera.tx.submission.internal.Named.Fate;
import io.tempera.tx.submission.internal.TxMessage.ReplyTxIds;
import io.tempera.tx.submission.internal.TxMessage.ReplyTxs;
import io.tempera.tx.submission.internal.TxMessage.RequestTxIds;
import io.tempera.tx.submission.internal.TxMessage.RequestTxs;
import io.tempera.tx.submission.internal.TxMessage.TxIdAndSize;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the responder has asked and been told, and what it asks next (ouroboros-network
 * TxSubmission/Inbound/V1). No time, no threads, no bytes.
 *
 * <p>What it asks depends only on the answers and their order, not on when what was asked before is
 * sent: so whoever must stop asking for a while, or leaves that to another, says the same in the
 * end.
 */
final class Inquiry {
  /**
   * How far the size of a transaction may be from the one that was said, in bytes, as it may be
   * wrapped otherwise (TxSubmission/Inbound/V2, const_MAX_TX_SIZE_DISCREPANCY).
   */
  static final int SIZE_DISCREPANCY = 32;

  /**
   * How many bytes of transactions may be asked for and not received, and so how large one may be:
   * ten of the largest, for which the ingress limit is made (cardano-diffusion NodeToNode,
   * txSubmissionProtocolLimits).
   */
  static final long MOST_BYTES_ASKED = 655_400;

  private final String where;
  private final TxSettings settings;
  private final Deque<Named> named = new ArrayDeque<>();

  /** The requests that are not answered, oldest first. */
  private final Deque<TxMessage> requests = new ArrayDeque<>();

  /**
   * Goes on where another one was.
   *
   * @param where for sentences, as {@link TxViolation#where} says it
   */
  Inquiry(String where, TxSettings settings, InboundMemo before) {
    this.where = where;
    this.settings = settings;
    named.addAll(before.entries());
    requests.addAll(before.requests());
  }

  /** What the next implementation must know. */
  InboundMemo memo() {
    return InboundMemo.of(named, requests);
  }

  /** The transactions that were asked for and have not come. */
  List<TxOffer> asked() {
    return named.stream().filter(n -> n.is(Fate.ASKED)).map(Named::offer).toList();
  }

  /**
   * The answer to the oldest request, which was one for ids.
   *
   * @throws TxViolation when it breaks a rule
   */
  void answered(ReplyTxIds reply) {
    RequestTxIds request = (RequestTxIds) requests.removeFirst();
    if (reply.ids().size() > request.wanted()) {
      throw new TxIdsNotRequested(where, reply.ids().size(), request.wanted());
    }
    for (TxIdAndSize one : reply.ids()) {
      if (one.id().size() > TxOffer.MAX_ID_BYTES) {
        throw new TxIdTooLarge(where, one.id().size());
      }
      named.addLast(new Named(new TxOffer(one.id(), one.size()), firstFate(one)));
    }
  }

  /** Of one that is named twice the first decides; and one that is too large is never wanted. */
  private Fate firstFate(TxIdAndSize one) {
    boolean again = named.stream().anyMatch(n -> n.id().equals(one.id()) && !n.is(Fate.SETTLED));
    return again || one.size() > MOST_BYTES_ASKED ? Fate.SETTLED : Fate.OPEN;
  }

  /**
   * The answer to the oldest request, which was one for transactions.
   *
   * @param idOf reads a transaction, as {@link io.tempera.tx.TxInbox#idOf}
   * @throws TxViolation when it breaks a rule; then nothing of it counts
   */
  Delivery answered(ReplyTxs reply, Function<Encoded, Optional<Encoded>> idOf) {
    RequestTxs request = (RequestTxs) requests.removeFirst();
    Map<Encoded, Named> awaited = new LinkedHashMap<>();
    for (Named one : named) {
      if (one.is(Fate.ASKED) && request.ids().contains(one.id())) {
        awaited.put(one.id(), one);
      }
    }
    List<Named> settled = List.copyOf(awaited.values());
    Map<Encoded, Encoded> received = new LinkedHashMap<>();
    int unreadable = 0;
    for (Encoded transaction : reply.transactions()) {
      Optional<Encoded> id = idOf.apply(transaction);
      if (id.isPresent()) {
        Named expected =
            Optional.ofNullable(awaited.remove(id.get()))
                .orElseThrow(() -> new TxNotRequested(where, "transaction " + id.get()));
        check(expected, transaction);
        received.put(id.get(), transaction);
      } else {
        unreadable++;
      }
    }
    if (unreadable > awaited.size()) {
      throw new TxNotRequested(where, "more transactions than one for each id");
    }
    settled.forEach(one -> one.becomes(Fate.SETTLED));
    return new Delivery(received, List.copyOf(awaited.keySet()), unreadable);
  }

  private void check(Named expected, Encoded transaction) {
    long said = expected.offer().size();
    if (Math.abs(said - transaction.size()) > SIZE_DISCREPANCY) {
      throw new TxSizeMismatch(where, expected.id(), said, transaction.size());
    }
  }

  /** Asks a pool about what it has not decided. */
  void decide(Function<TxOffer, TxWish> pool) {
    for (Named one : named) {
      if (one.is(Fate.OPEN)) {
        switch (pool.apply(one.offer())) {
          case YES -> one.becomes(Fate.WANTED);
          case NO -> one.becomes(Fate.SETTLED);
          case LATER -> {}
        }
      }
    }
  }

  /**
   * What to ask now, in this order, without waiting for answers: for transactions that are wanted,
   * and, as there is something to do meanwhile anyway, for more ids.
   *
   * @param room how many more transactions may be named, as {@link io.tempera.tx.TxInbox#room}
   */
  List<TxMessage> next(int room) {
    List<TxMessage> next = new ArrayList<>();
    for (List<Encoded> ids = wanted(); !ids.isEmpty(); ids = wanted()) {
      ask(new RequestTxs(ids), next);
      int more = idsToAsk(room);
      if (more > 0) {
        ask(new RequestTxIds(false, acknowledge(), more), next);
      }
    }
    return next;
  }

  /**
   * The request that waits for new transactions, when there is nothing else to do. Without room it
   * is for one id: only while it waits can the other side end.
   *
   * @param room as above
   */
  Optional<TxMessage> nextBlocking(int room) {
    boolean idle = requests.isEmpty() && named.stream().allMatch(n -> n.is(Fate.SETTLED));
    if (!idle) {
      return Optional.empty();
    }
    List<TxMessage> next = new ArrayList<>();
    int acknowledged = acknowledge();
    ask(new RequestTxIds(true, acknowledged, idsToAsk(Math.max(1, room))), next);
    return Optional.of(next.getFirst());
  }

  private void ask(TxMessage request, List<TxMessage> next) {
    requests.addLast(request);
    next.add(request);
  }

  /** Some transactions to ask for, as far as their bytes have room. */
  private List<Encoded> wanted() {
    long bytes = asked().stream().mapToLong(TxOffer::size).sum();
    List<Encoded> ids = new ArrayList<>();
    for (Named one : named) {
      if (one.is(Fate.WANTED)) {
        bytes += one.offer().size();
        if (ids.size() == settings.txsAtOnce() || bytes > MOST_BYTES_ASKED) {
          break;
        }
        one.becomes(Fate.ASKED);
        ids.add(one.id());
      }
    }
    return ids;
  }

  /** How many ids to ask for; what can be acknowledged counts as gone, as it will be. */
  private int idsToAsk(int room) {
    int promised = 0;
    for (TxMessage request : requests) {
      promised += request instanceof RequestTxIds ids ? ids.wanted() : 0;
    }
    int remembered = named.size() - settledFirst();
    int free = settings.mostUnacknowledged() - remembered - promised;
    return Math.min(settings.idsAtOnce(), Math.min(free, room - promised));
  }

  /** Forgets the oldest ones as far as they are settled: how many. */
  private int acknowledge() {
    int count = settledFirst();
    for (int i = 0; i < count; i++) {
      named.removeFirst();
    }
    return count;
  }

  private int settledFirst() {
    int count = 0;
    for (Named one : named) {
      if (!one.is(Fate.SETTLED)) {
        break;
      }
      count++;
    }
    return count;
  }
}

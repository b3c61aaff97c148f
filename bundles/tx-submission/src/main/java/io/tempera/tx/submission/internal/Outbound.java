package io.tempera.tx.submission.internal;

import io.tempera.chain.Encoded;
import io.tempera.kit.Session;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.HalfContext;
import io.tempera.protocol.HalfResult.Finished;
import io.tempera.tx.TxOffer;
import io.tempera.tx.TxPool;
import io.tempera.tx.TxReader;
import io.tempera.tx.submission.internal.TxMessage.Init;
import io.tempera.tx.submission.internal.TxMessage.ReplyTxIds;
import io.tempera.tx.submission.internal.TxMessage.ReplyTxs;
import io.tempera.tx.submission.internal.TxMessage.RequestTxIds;
import io.tempera.tx.submission.internal.TxMessage.RequestTxs;
import io.tempera.tx.submission.internal.TxMessage.TxIdAndSize;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The conversation of the initiator, which has transactions (ouroboros-network
 * TxSubmission/Outbound): says that it is there, and answers. It can end only where it is asked to
 * wait for new transactions, so terminating waits until then.
 */
final class Outbound {
  /** Of an answer with transactions: an array, a tag, the ends of a list. */
  private static final int OVERHEAD = 4;

  private final Session<TxMessage> session;
  private final Unacknowledged unacknowledged;
  private long position;

  /** How many ids are waited for, in StTxIdsBlocking; 0 elsewhere. */
  private int wanted;

  Outbound(Session<TxMessage> session, TxSettings settings) {
    this.session = session;
    OutboundMemo before =
        session.resumed(TxTable.MEMO, OutboundMemo::read).orElse(OutboundMemo.NOTHING);
    HalfContext context = session.context();
    this.unacknowledged =
        new Unacknowledged(TxViolation.where(context), settings.mostUnacknowledged(), before.ids());
    this.position = before.position();
    this.wanted = before.wanted();
    session.memo(
        TxTable.MEMO, () -> new OutboundMemo(position, wanted, unacknowledged.ids()).encode());
  }

  /** Answers until it is to terminate. */
  Finished hold(TxPool pool) throws InterruptedException {
    try (TxReader reader = pool.reader(position, session.context()::wake)) {
      if (session.resumed().isEmpty()) {
        session.send(new Init());
      }
      boolean goesOn = wanted == 0 || waited(reader);
      while (goesOn) {
        TxMessage asked = session.receive();
        // The table takes nothing else here.
        goesOn =
            asked instanceof RequestTxs request
                ? sent(reader, request)
                : named(reader, (RequestTxIds) asked);
      }
    }
    return session.done("terminated");
  }

  /** Names transactions; false when it is to terminate instead. */
  private boolean named(TxReader reader, RequestTxIds request) throws InterruptedException {
    unacknowledged.requested(request);
    if (request.blocking()) {
      wanted = request.wanted();
      return waited(reader);
    }
    reply(request.wanted() == 0 ? List.of() : next(reader, request.wanted()));
    return true;
  }

  /** Waits until there is a transaction to name; false when it is to terminate instead. */
  private boolean waited(TxReader reader) throws InterruptedException {
    while (session.control() != ControlMessage.TERMINATE) {
      List<TxOffer> offers = next(reader, wanted);
      if (!offers.isEmpty()) {
        wanted = 0;
        reply(offers);
        return true;
      }
      session.next();
    }
    return false;
  }

  private List<TxOffer> next(TxReader reader, int most) {
    List<TxOffer> offers = reader.next(most);
    position = reader.position();
    return offers;
  }

  private void reply(List<TxOffer> offers) throws InterruptedException {
    offers.forEach(offer -> unacknowledged.named(offer.id()));
    session.send(
        new ReplyTxIds(
            offers.stream().map(offer -> new TxIdAndSize(offer.id(), offer.size())).toList()));
  }

  /**
   * Sends what the pool still has, each once however often it was asked for, and no more than the
   * other side takes in one message.
   */
  private boolean sent(TxReader reader, RequestTxs request) throws InterruptedException {
    request.ids().forEach(unacknowledged::asked);
    List<Encoded> found = new ArrayList<>();
    long bytes = OVERHEAD;
    for (Encoded id : new LinkedHashSet<>(request.ids())) {
      for (Encoded transaction : reader.transaction(id).stream().toList()) {
        if (bytes + transaction.size() <= TxTable.LARGE) {
          bytes += transaction.size();
          found.add(transaction);
        }
      }
    }
    session.send(new ReplyTxs(found));
    return true;
  }
}

package io.tempera.tx.submission.internal;

import io.tempera.chain.Encoded;
import io.tempera.kit.Session;
import io.tempera.protocol.HalfContext;
import io.tempera.protocol.HalfResult.Finished;
import io.tempera.tx.TxInbox;
import io.tempera.tx.TxPool;
import io.tempera.tx.submission.internal.TxMessage.Done;
import io.tempera.tx.submission.internal.TxMessage.Init;
import io.tempera.tx.submission.internal.TxMessage.ReplyTxIds;
import io.tempera.tx.submission.internal.TxMessage.ReplyTxs;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The conversation of the responder, which asks for transactions (ouroboros-network
 * TxSubmission/Inbound/V1): after a delay, several questions at a time as long as there is anything
 * to fetch, and otherwise one that waits.
 *
 * <p>When a hand-over is asked for it receives what is outstanding, and leaves what it had decided
 * to ask to the next one.
 */
final class Inbound {
  private final Session<TxMessage> session;
  private final TxSettings settings;
  private final String where;
  private final Inquiry inquiry;

  /** What is decided to be asked, and not sent yet. */
  private final Deque<TxMessage> unsent = new ArrayDeque<>();

  Inbound(Session<TxMessage> session, TxSettings settings) {
    this.session = session;
    this.settings = settings;
    this.where = TxViolation.where(session.context());
    InboundMemo before =
        session.resumed(TxTable.MEMO, InboundMemo::read).orElse(InboundMemo.NOTHING);
    this.inquiry = new Inquiry(where, settings, before);
    if (isIdle()) {
      unsent.addAll(before.requests());
    }
    session.memo(TxTable.MEMO, () -> inquiry.memo().encode());
  }

  /** Asks until the other side is done. */
  Finished hold(TxPool pool) throws InterruptedException {
    if (session.resumed().isEmpty()) {
      session.receive(Init.class);
      // So that whoever leaves soon has cost nothing. Nobody can end it early: the pool is not
      // told.
      session.next(settings.initDelay());
    } else if (isIdle()) {
      // The rest of that delay, if the one before was in the middle of it.
      session.mayBegin();
    }
    HalfContext context = session.context();
    try (TxInbox inbox = pool.inbox(context.connectionId(), context::wake)) {
      // What was decided to be asked is asked whatever this pool says, which hears of it so.
      inquiry.asked().forEach(inbox::wants);
      if (unsent.isEmpty()) {
        decide(inbox);
      }
      boolean goesOn = isIdle() || received(inbox);
      while (goesOn) {
        goesOn = round(inbox);
      }
    }
    return session.done("done");
  }

  /** Asks what there is to ask, and takes an answer, or waits for news; false at the end. */
  private boolean round(TxInbox inbox) throws InterruptedException {
    boolean outstanding = session.outstanding() > 0;
    if (!outstanding) {
      session.mayBegin();
    }
    if (!outstanding || !session.handOverAsked()) {
      while (!unsent.isEmpty()) {
        session.sendPipelined(unsent.removeFirst());
      }
    }
    if (session.outstanding() > 0) {
      return received(inbox);
    }
    Optional<TxMessage> blocking = inquiry.nextBlocking(inbox.room());
    if (blocking.isPresent()) {
      session.send(blocking.get());
      return received(inbox);
    }
    session.next();
    decide(inbox);
    return true;
  }

  /** Takes an answer; false when it is the end. */
  private boolean received(TxInbox inbox) throws InterruptedException {
    TxMessage answer = session.receive();
    if (answer instanceof Done) {
      return false;
    }
    if (answer instanceof ReplyTxs transactions) {
      take(inquiry.answered(transactions, transaction -> idOf(inbox, transaction)), inbox);
    } else {
      inquiry.answered((ReplyTxIds) answer);
    }
    decide(inbox);
    return true;
  }

  private void decide(TxInbox inbox) {
    inquiry.decide(inbox::wants);
    unsent.addAll(inquiry.next(inbox.room()));
  }

  private void take(Delivery delivery, TxInbox inbox) {
    delivery.missing().forEach(inbox::missing);
    delivery
        .received()
        .forEach(
            (id, transaction) ->
                inbox
                    .received(id, transaction)
                    .ifPresent(why -> session.context().note("transaction " + id + ": " + why)));
    if (delivery.unreadable() > 0) {
      session
          .context()
          .note(delivery.unreadable() + " transactions that nothing here can read were left");
    }
  }

  private Optional<Encoded> idOf(TxInbox inbox, Encoded transaction) {
    try {
      return inbox.idOf(transaction);
    } catch (IllegalArgumentException damaged) {
      throw new TxDamaged(where, damaged.getMessage());
    }
  }

  private boolean isIdle() {
    return session.state().name().equals(TxTable.IDLE);
  }
}

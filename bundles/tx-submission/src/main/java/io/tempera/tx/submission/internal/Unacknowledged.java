package io.tempera.tx.submission.internal;

import io.tempera.chain.Encoded;
import io.tempera.tx.submission.internal.TxMessage.RequestTxIds;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The ids that the initiator has named and must remember, oldest first, and the rules for whoever
 * asks (ouroboros-network TxSubmission/Outbound). No time, no threads.
 */
final class Unacknowledged {
  private final String where;
  private final int most;
  private final Deque<Encoded> ids;

  /**
   * What must be remembered.
   *
   * @param where for sentences, as {@link TxViolation#where} says it
   * @param most how many ids may be unacknowledged
   * @param before what was named by the implementation before this one
   */
  Unacknowledged(String where, int most, List<Encoded> before) {
    this.where = where;
    this.most = most;
    this.ids = new ArrayDeque<>(before);
  }

  /**
   * A request: forgets what it acknowledges. As the reference it counts the request with what it
   * acknowledges already gone.
   *
   * @throws TxViolation when it may not come now; which one says why
   */
  void requested(RequestTxIds request) {
    if (request.acknowledged() > ids.size()) {
      throw new AckedTooManyTxids(where, request.acknowledged(), ids.size());
    }
    int left = ids.size() - request.acknowledged();
    if (left + request.wanted() > most) {
      throw new RequestedTooManyTxids(where, request.wanted(), left, most);
    }
    if (request.wanted() == 0 && (request.blocking() || request.acknowledged() == 0)) {
      throw new RequestedNothing(where, request.blocking());
    }
    if (request.blocking() && left > 0) {
      throw new RequestBlocking(where, left);
    }
    if (!request.blocking() && left == 0) {
      throw new RequestNonBlocking(where);
    }
    for (int i = 0; i < request.acknowledged(); i++) {
      ids.removeFirst();
    }
  }

  /** An id was named. */
  void named(Encoded id) {
    ids.addLast(id);
  }

  /**
   * A transaction was asked for.
   *
   * @throws RequestedUnavailableTx when its id is not among those remembered
   */
  void asked(Encoded id) {
    if (!ids.contains(id)) {
      throw new RequestedUnavailableTx(where, id);
    }
  }

  /** What is remembered, oldest first. */
  List<Encoded> ids() {
    return List.copyOf(ids);
  }
}

package io.tempera.chain.sync.internal;

import io.tempera.chain.Encoded;
import io.tempera.chain.Point;
import io.tempera.chain.Tip;
import java.util.List;

/** What chain-sync says (ouroboros-network PR/ChainSync/Type). */
sealed interface ChainSyncMessage {
  /** What an initiator says. */
  sealed interface Request extends ChainSyncMessage {}

  /** What a responder says to a request for what comes next. */
  sealed interface NextReply extends ChainSyncMessage {}

  /** What a responder says to an offer of points. */
  sealed interface IntersectReply extends ChainSyncMessage {}

  /** What comes next on your chain? */
  record RequestNext() implements Request {}

  /** Nothing yet: an answer follows when there is more. */
  record AwaitReply() implements NextReply {}

  /** The next header. */
  record RollForward(Encoded header, Tip tip) implements NextReply {}

  /** The chain goes on from an earlier point. */
  record RollBackward(Point point, Tip tip) implements NextReply {}

  /** Which of these points, the preferred one first, is on your chain? It goes on from there. */
  record FindIntersect(List<Point> points) implements Request {
    /** Keeps a copy that does not change. */
    public FindIntersect {
      points = List.copyOf(points);
    }
  }

  /** This one. */
  record IntersectFound(Point point, Tip tip) implements IntersectReply {}

  /** None of them. */
  record IntersectNotFound(Tip tip) implements IntersectReply {}

  /** No more requests. */
  record Done() implements Request {}
}

package io.tempera.chain.sync.internal;

import io.tempera.chain.ChainChange;
import io.tempera.chain.ChainReader;
import io.tempera.chain.ChainSource;
import io.tempera.chain.Point;
import io.tempera.chain.ReadPosition;
import io.tempera.chain.sync.internal.ChainSyncMessage.AwaitReply;
import io.tempera.chain.sync.internal.ChainSyncMessage.Done;
import io.tempera.chain.sync.internal.ChainSyncMessage.FindIntersect;
import io.tempera.chain.sync.internal.ChainSyncMessage.IntersectFound;
import io.tempera.chain.sync.internal.ChainSyncMessage.IntersectNotFound;
import io.tempera.chain.sync.internal.ChainSyncMessage.Request;
import io.tempera.chain.sync.internal.ChainSyncMessage.RequestNext;
import io.tempera.chain.sync.internal.ChainSyncMessage.RollBackward;
import io.tempera.chain.sync.internal.ChainSyncMessage.RollForward;
import io.tempera.kit.Session;
import io.tempera.protocol.HalfResult.Finished;
import java.util.List;
import java.util.Optional;

/**
 * The responder's conversation: reads the chain for the peer, at the peer's pace. Where the chain
 * ends it waits for the reader's news.
 */
final class Serving {
  private final Session<ChainSyncMessage> session;
  private final ChainReader reader;

  private Serving(Session<ChainSyncMessage> session, ChainReader reader) {
    this.session = session;
    this.reader = reader;
  }

  /** Serves the peer, from where the implementation before has left off if there was one. */
  static Finished hold(Session<ChainSyncMessage> session, ChainSource chain)
      throws InterruptedException {
    ReadPosition from =
        session.resumed(ChainSyncTable.MEMO, PositionMemo::read).orElse(ReadPosition.START);
    session.memo(ChainSyncTable.MEMO, PositionMemo.write(from));
    ChainReader reader = chain.reader(from, session.context()::wake);
    try {
      return new Serving(session, reader).serve();
    } finally {
      if (session.isHandedOver()) {
        // At once, as a memo that is only written on demand is written when the reader is closed.
        session.memo(ChainSyncTable.MEMO, PositionMemo.write(reader.position()));
      }
      reader.close();
    }
  }

  private Finished serve() throws InterruptedException {
    if (session.state().name().equals(ChainSyncTable.MUST_REPLY)) {
      tellWhenThereIsMore();
    }
    while (true) {
      switch (session.receive(Request.class)) {
        case RequestNext request -> tellNext();
        case FindIntersect find -> intersect(find.points());
        case Done done -> {
          return session.done("done");
        }
      }
    }
  }

  private void tellNext() throws InterruptedException {
    Optional<ChainChange> change = reader.next();
    if (change.isPresent()) {
      tell(change.get());
    } else {
      session.send(new AwaitReply());
      tellWhenThereIsMore();
    }
  }

  private void tellWhenThereIsMore() throws InterruptedException {
    Optional<ChainChange> change = reader.next();
    while (change.isEmpty()) {
      session.next();
      change = reader.next();
    }
    tell(change.get());
  }

  private void tell(ChainChange change) throws InterruptedException {
    session.send(
        switch (change) {
          case ChainChange.RollForward forward -> new RollForward(forward.header(), forward.tip());
          case ChainChange.RollBackward back -> new RollBackward(back.point(), back.tip());
        });
  }

  private void intersect(List<Point> points) throws InterruptedException {
    Optional<Point> found = reader.intersect(points);
    session.send(
        found.isPresent()
            ? new IntersectFound(found.get(), reader.tip())
            : new IntersectNotFound(reader.tip()));
  }
}

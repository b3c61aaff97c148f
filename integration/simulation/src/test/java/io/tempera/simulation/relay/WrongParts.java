package io.tempera.simulation.relay;

import io.tempera.bearer.ConnectionId;
import io.tempera.chain.BlockFollower;
import io.tempera.chain.BlockReader;
import io.tempera.chain.ChainFollower;
import io.tempera.chain.ChainReader;
import io.tempera.chain.ChainSource;
import io.tempera.chain.Encoded;
import io.tempera.chain.HeaderFollower;
import io.tempera.chain.Point;
import io.tempera.chain.ReadPosition;
import io.tempera.chain.Tip;
import io.tempera.chain.Verdict;
import io.tempera.protocol.Half;
import io.tempera.protocol.MiniProtocol;
import io.tempera.tx.TxInbox;
import io.tempera.tx.TxOffer;
import io.tempera.tx.TxPool;
import io.tempera.tx.TxReader;
import io.tempera.tx.TxWish;
import java.util.List;
import java.util.Optional;

/** What wrong relays are made of. */
final class WrongParts {
  private WrongParts() {}

  /** Serves every range without its last block. */
  record DropsABlock(ChainSource chain) implements ChainSource {
    @Override
    public Tip tip() {
      return chain.tip();
    }

    @Override
    public ChainReader reader(ReadPosition from, Runnable news) {
      return chain.reader(from, news);
    }

    @Override
    public Optional<BlockReader> blocks(Point first, Point last) {
      return chain.blocks(first, last).map(WithoutLast::new);
    }
  }

  private static final class WithoutLast implements BlockReader {
    private final BlockReader blocks;
    private Optional<Encoded> held;

    WithoutLast(BlockReader blocks) {
      this.blocks = blocks;
      this.held = blocks.next();
    }

    @Override
    public Optional<Encoded> next() {
      Optional<Encoded> now = held;
      held = blocks.next();
      return held.isEmpty() ? Optional.empty() : now;
    }

    @Override
    public void close() {
      blocks.close();
    }
  }

  /** Does not hear of a peer's other fork, nor of what comes on it. */
  record NeverRollsBack(ChainFollower chain) implements ChainFollower {
    @Override
    public HeaderFollower headers(ConnectionId peer, Runnable news) {
      return new Stubborn(chain.headers(peer, news));
    }

    @Override
    public Optional<HeaderFollower> resume(ConnectionId peer, Runnable news) {
      return chain.resume(peer, news).map(Stubborn::new);
    }

    @Override
    public BlockFollower blocks(ConnectionId peer, Runnable news) {
      return chain.blocks(peer, news);
    }
  }

  private static final class Stubborn implements HeaderFollower {
    private final HeaderFollower headers;
    private boolean begun;
    private boolean deaf;

    Stubborn(HeaderFollower headers) {
      this.headers = headers;
    }

    @Override
    public List<Point> points() {
      return headers.points();
    }

    @Override
    public Verdict intersected(Point point, Tip tip) {
      return headers.intersected(point, tip);
    }

    @Override
    public List<Point> notFound(Tip tip) {
      return headers.notFound(tip);
    }

    @Override
    public int room() {
      return headers.room();
    }

    @Override
    public long blockNo() {
      return headers.blockNo();
    }

    @Override
    public Verdict rollForward(Encoded header, Tip tip) {
      begun = true;
      return deaf ? Verdict.ACCEPTED : headers.rollForward(header, tip);
    }

    @Override
    public Verdict rollBackward(Point point, Tip tip) {
      deaf |= begun;
      return deaf ? Verdict.ACCEPTED : headers.rollBackward(point, tip);
    }

    @Override
    public void suspend() {
      headers.suspend();
    }

    @Override
    public void close() {
      headers.close();
    }
  }

  /** Wants nothing from anybody. */
  record WantsNothing(TxPool pool) implements TxPool {
    @Override
    public TxReader reader(long from, Runnable news) {
      return pool.reader(from, news);
    }

    @Override
    public TxInbox inbox(ConnectionId peer, Runnable news) {
      return new Refusing(pool.inbox(peer, news));
    }
  }

  private record Refusing(TxInbox inbox) implements TxInbox {
    @Override
    public int room() {
      return inbox.room();
    }

    @Override
    public TxWish wants(TxOffer offer) {
      return TxWish.NO;
    }

    @Override
    public void missing(Encoded id) {
      inbox.missing(id);
    }

    @Override
    public Optional<Encoded> idOf(Encoded transaction) {
      return inbox.idOf(transaction);
    }

    @Override
    public Optional<String> received(Encoded id, Encoded transaction) {
      return inbox.received(id, transaction);
    }

    @Override
    public void close() {
      inbox.close();
    }
  }

  /** Carries on from nowhere. */
  record CarriesNothingOn(MiniProtocol protocol) implements MiniProtocol {
    @Override
    public Half initiator() {
      return protocol.initiator();
    }

    @Override
    public Half responder() {
      return protocol.responder();
    }
  }
}

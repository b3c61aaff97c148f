package io.tempera.chain.sync.internal;

import io.tempera.chain.ChainFollower;
import io.tempera.chain.HeaderFollower;
import io.tempera.chain.Point;
import io.tempera.chain.Tip;
import io.tempera.chain.Verdict;
import io.tempera.chain.sync.internal.ChainSyncMessage.AwaitReply;
import io.tempera.chain.sync.internal.ChainSyncMessage.FindIntersect;
import io.tempera.chain.sync.internal.ChainSyncMessage.IntersectFound;
import io.tempera.chain.sync.internal.ChainSyncMessage.IntersectNotFound;
import io.tempera.chain.sync.internal.ChainSyncMessage.IntersectReply;
import io.tempera.chain.sync.internal.ChainSyncMessage.NextReply;
import io.tempera.chain.sync.internal.ChainSyncMessage.RequestNext;
import io.tempera.chain.sync.internal.ChainSyncMessage.RollBackward;
import io.tempera.chain.sync.internal.ChainSyncMessage.RollForward;
import io.tempera.kit.Session;
import io.tempera.kit.Turn;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.HalfResult.Finished;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The initiator's conversation: agrees on a point, then asks for header after header, so many ahead
 * as the marks and the follower's room allow.
 *
 * <p>To terminate it takes what is outstanding first, as only then it may say so: at the end of the
 * peer's chain that lasts until the next block, at the most until the limit of that state. Quiet is
 * not for hot mini-protocols, and does not matter here.
 */
final class Following {
  /** Before a peer of another chain is tried again (ouroboros-consensus ExitPolicy). */
  static final Duration NOTHING_IN_COMMON_DELAY = Duration.ofSeconds(120);

  /**
   * Before a peer is tried again that has not come to our oldest point yet: on Cardano's mainnet a
   * block is made every 20 s (one slot of a second in 20).
   */
  static final Duration BEHIND_DELAY = Duration.ofSeconds(20);

  private final Session<ChainSyncMessage> session;
  private final HeaderFollower headers;
  private final PipelineDecision decision;

  /** Whether a point is agreed on, and where the peer's chain ends. */
  private FollowMemo known;

  private Following(
      Session<ChainSyncMessage> session,
      HeaderFollower headers,
      FollowMemo known,
      PipelineDecision decision) {
    this.session = session;
    this.headers = headers;
    this.known = known;
    this.decision = decision;
  }

  /** Follows the peer, from where the implementation before has left off if there was one. */
  static Finished hold(
      Session<ChainSyncMessage> session, ChainFollower chain, ChainSyncSettings settings)
      throws InterruptedException {
    Runnable news = session.context()::wake;
    Optional<FollowMemo> before = session.resumed(ChainSyncTable.MEMO, FollowMemo::read);
    Optional<HeaderFollower> left =
        before.flatMap(memo -> chain.resume(session.context().connectionId(), news));
    // What the follower has forgotten, or never knew, must be agreed on anew.
    FollowMemo known = left.isPresent() ? before.orElseThrow() : FollowMemo.START;
    HeaderFollower headers =
        left.orElseGet(() -> chain.headers(session.context().connectionId(), news));
    try {
      return new Following(
              session,
              headers,
              known,
              new PipelineDecision(settings.lowMark(), settings.highMark()))
          .follow();
    } finally {
      if (session.isHandedOver()) {
        headers.suspend();
      } else {
        headers.close();
      }
    }
  }

  private Finished follow() throws InterruptedException {
    session.memo(ChainSyncTable.MEMO, () -> known.write());
    if (session.state().name().equals(ChainSyncTable.MUST_REPLY)) {
      takeWhatIsOwed();
    }
    while (!terminating()) {
      if (known.agreed()) {
        askOrTake();
      } else if (session.next(Duration.ZERO) != Turn.TERMINATE) {
        Optional<Finished> strangers = agree();
        if (strangers.isPresent()) {
          return strangers.get();
        }
      }
    }
    while (session.outstanding() > 0) {
      take(session.receive(NextReply.class));
    }
    return session.done("terminated");
  }

  /** The answer that the implementation before has asked for; of no use if nobody knows where. */
  private void takeWhatIsOwed() throws InterruptedException {
    NextReply owed = session.receive(NextReply.class);
    if (known.agreed()) {
      take(owed);
    }
  }

  /**
   * Offers points until the peer has one.
   *
   * @return the end when it has none, and there are no others to offer
   */
  private Optional<Finished> agree() throws InterruptedException {
    List<Point> all = new ArrayList<>();
    List<Point> offered = headers.points();
    do {
      all.addAll(offered);
      session.send(new FindIntersect(offered));
      switch (session.receive(IntersectReply.class)) {
        case IntersectFound found -> {
          begin(found, offered);
          return Optional.empty();
        }
        case IntersectNotFound(Tip tip) -> {
          offered = headers.notFound(tip);
          if (offered.isEmpty()) {
            return Optional.of(noneOf(all, tip));
          }
        }
      }
    } while (!terminating());
    return Optional.empty();
  }

  /** Who ends before all that was offered may come to it: nobody knows yet. */
  private Finished noneOf(List<Point> offered, Tip tip) throws InterruptedException {
    Optional<Point> oldest = offered.stream().min(Comparator.comparing(Following::slot));
    return oldest.filter(point -> slot(tip.point()).compareTo(slot(point)) < 0).isPresent()
        ? session.done(
            "the peer's chain ends at "
                + tip
                + ", before all that we have of ours: it begins at "
                + oldest.get(),
            BEHIND_DELAY)
        : session.done("nothing in common with the peer's chain", NOTHING_IN_COMMON_DELAY);
  }

  /** Of the origin the one before all others. */
  private static BigInteger slot(Point point) {
    return switch (point) {
      case Point.Origin origin -> BigInteger.ONE.negate();
      case Point.At at -> new BigInteger(Long.toUnsignedString(at.slot()));
    };
  }

  private void begin(IntersectFound found, List<Point> offered) {
    if (!offered.contains(found.point())) {
      throw new PointNotOffered(session.context(), found.point(), offered.size());
    }
    known = new FollowMemo(true, found.tip());
    accept(headers.intersected(found.point(), found.tip()), "that its chain has " + found.point());
    session
        .context()
        .note("follows from " + found.point() + ", the peer's chain ends at " + found.tip());
  }

  private void askOrTake() throws InterruptedException {
    if (session.outstanding() == 0 && !mayAsk()) {
      return;
    }
    if (asks()) {
      session.sendPipelined(new RequestNext());
    } else {
      take(session.receive(NextReply.class));
    }
  }

  /** With nothing outstanding: whether there is room. A place for a hand-over, room or none. */
  private boolean mayAsk() throws InterruptedException {
    if (headers.room() > 0) {
      return session.next(Duration.ZERO) != Turn.TERMINATE;
    }
    session.next();
    return false;
  }

  private boolean asks() {
    int outstanding = session.outstanding();
    PipelineDecision.Next next =
        decision.next(outstanding, headers.blockNo(), known.tip().blockNo());
    return switch (next) {
      case REQUEST -> true;
      case PIPELINE -> outstanding == 0 || outstanding < headers.room() && !session.handOverAsked();
      case COLLECT -> false;
    };
  }

  private void take(NextReply reply) {
    switch (reply) {
      case AwaitReply await -> {}
      case RollForward forward -> {
        known = new FollowMemo(true, forward.tip());
        accept(
            headers.rollForward(forward.header(), forward.tip()), "the header " + forward.header());
      }
      case RollBackward backward -> {
        known = new FollowMemo(true, backward.tip());
        accept(
            headers.rollBackward(backward.point(), backward.tip()),
            "a rollback to " + backward.point());
        session.context().note("the peer rolls back to " + backward.point());
      }
    }
  }

  private void accept(Verdict verdict, String what) {
    switch (verdict) {
      case Verdict.Accepted accepted -> {}
      case Verdict.WrongBlock(Point expected, Point found) ->
          throw refused(what, expected + " was expected, and it is " + found);
      case Verdict.Unreadable(String why) -> throw new HeaderUnreadable(session.context(), why);
      case Verdict.Invalid(String why) -> throw refused(what, why);
    }
  }

  private ChainRefused refused(String what, String why) {
    return new ChainRefused(session.context(), what, known.tip(), why);
  }

  private boolean terminating() {
    return session.control() == ControlMessage.TERMINATE;
  }
}

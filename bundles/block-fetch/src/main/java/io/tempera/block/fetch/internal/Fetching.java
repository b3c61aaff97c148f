package io.tempera.block.fetch.internal;

import io.tempera.block.fetch.internal.BlockFetchMessage.Answer;
import io.tempera.block.fetch.internal.BlockFetchMessage.BatchDone;
import io.tempera.block.fetch.internal.BlockFetchMessage.Block;
import io.tempera.block.fetch.internal.BlockFetchMessage.NoBlocks;
import io.tempera.block.fetch.internal.BlockFetchMessage.RequestRange;
import io.tempera.block.fetch.internal.BlockFetchMessage.StartBatch;
import io.tempera.chain.BlockFollower;
import io.tempera.chain.Encoded;
import io.tempera.chain.FetchRange;
import io.tempera.chain.Verdict;
import io.tempera.kit.Session;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.HalfResult.Finished;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One initiator's conversation: asks ahead for what its follower names, and takes the answers in
 * order (ouroboros-network BlockFetch.Client). For the half's own thread.
 */
final class Fetching {
  private final Session<BlockFetchMessage> session;
  private final BlockFollower follower;
  private final Supplier<BlockFetchSettings> settings;

  /** What was asked for and not answered completely, oldest first. */
  private final Deque<FetchRange> asked = new ArrayDeque<>();

  /** How many blocks of the oldest range have come. */
  private int came;

  Fetching(
      Session<BlockFetchMessage> session,
      BlockFollower follower,
      Supplier<BlockFetchSettings> settings) {
    this.session = session;
    this.follower = follower;
    this.settings = settings;
  }

  /** Goes on until terminating is asked for; then takes what is outstanding, and ends. */
  Finished run() throws InterruptedException {
    while (true) {
      if (session.outstanding() == 0) {
        // A hand-over happens here. One that is asked for later waits for the answers, so that it
        // may be taken back meanwhile without anything being forgotten.
        session.next(Duration.ZERO);
      }
      askAhead();
      switch (session.next()) {
        case MESSAGE -> take(session.receive(Answer.class));
        case TERMINATE -> {
          while (session.outstanding() > 0) {
            take(session.receive(Answer.class));
          }
          return session.done("terminated");
        }
        default -> {}
      }
    }
  }

  private void askAhead() throws InterruptedException {
    while (mayAsk()) {
      Optional<FetchRange> range = follower.next();
      if (range.isEmpty()) {
        return;
      }
      asked.addLast(range.get());
      session.sendPipelined(new RequestRange(range.get().first(), range.get().last()));
    }
  }

  /** Not ahead when it is to stop, here or for another implementation: that needs all answers. */
  private boolean mayAsk() {
    int outstanding = session.outstanding();
    return outstanding < settings.get().mostOutstanding()
        && session.control() != ControlMessage.TERMINATE
        && (outstanding == 0 || !session.handOverAsked());
  }

  private void take(Answer message) {
    switch (message) {
      case StartBatch start -> {}
      case NoBlocks none -> {
        asked.removeFirst();
        follower.noBlocks();
      }
      case Block block -> takeBlock(block.block());
      case BatchDone done -> takeEnd();
    }
  }

  private void takeBlock(Encoded block) {
    FetchRange range = asked.getFirst();
    if (came == range.blocks()) {
      throw new TooManyBlocks(session.context(), range);
    }
    came++;
    switch (follower.received(block)) {
      case Verdict.Accepted taken -> {}
      case Verdict.WrongBlock wrong -> throw new WrongBlock(session.context(), range, wrong);
      case Verdict.Unreadable(String why) -> throw new BlockUnreadable(session.context(), why);
      case Verdict.Invalid invalid -> throw new InvalidBody(session.context(), range, invalid);
    }
  }

  private void takeEnd() {
    FetchRange range = asked.removeFirst();
    if (came < range.blocks()) {
      throw new TooFewBlocks(session.context(), range, came);
    }
    came = 0;
    follower.finished();
  }
}

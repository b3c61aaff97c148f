package io.tempera.benchmarks.chain;

import io.tempera.bearer.ConnectionId;
import io.tempera.chain.BlockFollower;
import io.tempera.chain.ChainFollower;
import io.tempera.chain.Encoded;
import io.tempera.chain.HeaderFollower;
import io.tempera.chain.Point;
import io.tempera.chain.Tip;
import io.tempera.chain.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * Takes as many headers as it is told, from the origin on, a sample's again and again; of each it
 * looks at the size.
 */
final class FollowedHeaders implements ChainFollower, HeaderFollower {
  private final Sample sample;
  private final Errand errand = new Errand();
  private int room;
  private long came;

  FollowedHeaders(Sample sample) {
    this.sample = sample;
  }

  /** Has so many headers come; see {@link Errand#run}. */
  long follow(int count) throws InterruptedException {
    return errand.run(count);
  }

  @Override
  public HeaderFollower headers(ConnectionId peer, Runnable news) {
    errand.listen(news);
    return this;
  }

  @Override
  public Optional<HeaderFollower> resume(ConnectionId peer, Runnable news) {
    return Optional.empty();
  }

  @Override
  public BlockFollower blocks(ConnectionId peer, Runnable news) {
    throw new UnsupportedOperationException("Only headers are followed here");
  }

  @Override
  public List<Point> points() {
    return List.of(Point.ORIGIN);
  }

  @Override
  public Verdict intersected(Point point, Tip tip) {
    return Verdict.ACCEPTED;
  }

  @Override
  public List<Point> notFound(Tip tip) {
    return List.of();
  }

  @Override
  public int room() {
    if (room == 0) {
      room = errand.take().orElse(0);
    }
    return room;
  }

  @Override
  public long blockNo() {
    return came;
  }

  @Override
  public Verdict rollForward(Encoded header, Tip tip) {
    if (header.size() != sample.headerSize(came)) {
      return new Verdict.Invalid("header " + came + " has " + header.size() + " bytes");
    }
    came++;
    room--;
    if (room == 0) {
      errand.done();
    }
    return Verdict.ACCEPTED;
  }

  @Override
  public Verdict rollBackward(Point point, Tip tip) {
    return Verdict.ACCEPTED;
  }

  @Override
  public void suspend() {
    errand.end();
  }

  @Override
  public void close() {
    errand.end();
  }
}

package io.tempera.interop;

import io.tempera.bearer.ConnectionId;
import io.tempera.chain.BlockFollower;
import io.tempera.chain.BlockReader;
import io.tempera.chain.ChainChange;
import io.tempera.chain.ChainFollower;
import io.tempera.chain.ChainReader;
import io.tempera.chain.ChainSource;
import io.tempera.chain.Encoded;
import io.tempera.chain.FetchRange;
import io.tempera.chain.Hash;
import io.tempera.chain.HeaderFollower;
import io.tempera.chain.Point;
import io.tempera.chain.ReadPosition;
import io.tempera.chain.Tip;
import io.tempera.chain.Verdict;
import io.tempera.nodekit.FelixNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The chain of the reference's programs whose sessions were captured: synthetic headers from 1 on,
 * whatever the tip, and nothing to intersect at but the origin; and a follower that wants so many
 * headers of each hot period, and no blocks.
 */
final class CapturedChain implements ChainSource, ChainFollower {
  private static final int HEADER = 106;
  private static final int BODY = 100;
  private static final long NUMBER = 1_000_000;
  private static final Tip TIP = new Tip(new Point.At(NUMBER, Hash.of(hash())), NUMBER);

  private final int wanted;

  private CapturedChain(int wanted) {
    this.wanted = wanted;
  }

  /** Lets a node serve it, and want so many headers of others, one after the other. */
  static FelixNode.Settings in(FelixNode.Settings settings, int wanted) {
    return settings
        .bring(new CapturedChain(wanted), ChainSource.class, ChainFollower.class)
        .set("io.tempera.chain.sync", "low.mark", "0")
        .set("io.tempera.chain.sync", "high.mark", "1")
        .set("io.tempera.tx.submission", "init.delay", "0");
  }

  private static byte[] hash() {
    ByteBuffer hash = ByteBuffer.allocate(4 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    return hash.putLong(NUMBER).putLong(NUMBER).putLong(NUMBER).putLong(NUMBER).array();
  }

  private static Encoded header(long number) {
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    header.put(new byte[] {(byte) 0x82, 6, (byte) 0xd8, 0x18, 0x58, BODY}).putLong(number);
    Arrays.fill(header.array(), header.position(), HEADER, (byte) 0xab);
    return new Encoded(header.array());
  }

  @Override
  public Tip tip() {
    return TIP;
  }

  @Override
  public ChainReader reader(ReadPosition from, Runnable news) {
    return new Reader();
  }

  @Override
  public Optional<BlockReader> blocks(Point first, Point last) {
    return Optional.empty();
  }

  @Override
  public HeaderFollower headers(ConnectionId peer, Runnable news) {
    return new Headers(wanted);
  }

  @Override
  public Optional<HeaderFollower> resume(ConnectionId peer, Runnable news) {
    return Optional.empty();
  }

  @Override
  public BlockFollower blocks(ConnectionId peer, Runnable news) {
    return new NoBlocks();
  }

  private static final class Reader implements ChainReader {
    private long told = -1;

    @Override
    public Optional<Point> intersect(List<Point> points) {
      return points.stream().filter(Point.ORIGIN::equals).peek(origin -> told = -1).findFirst();
    }

    @Override
    public Optional<ChainChange> next() {
      long number = ++told;
      return Optional.of(
          number == 0
              ? new ChainChange.RollBackward(Point.ORIGIN, TIP)
              : new ChainChange.RollForward(header(number), TIP));
    }

    @Override
    public Tip tip() {
      return TIP;
    }

    @Override
    public ReadPosition position() {
      return ReadPosition.START;
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }

  private static final class Headers implements HeaderFollower {
    private final int wanted;
    private int taken;

    Headers(int wanted) {
      this.wanted = wanted;
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
      return wanted - taken;
    }

    @Override
    public long blockNo() {
      return taken;
    }

    @Override
    public Verdict rollForward(Encoded header, Tip tip) {
      taken++;
      return header.equals(header(taken))
          ? Verdict.ACCEPTED
          : new Verdict.Invalid("header " + header + " is not the one of the captured sessions");
    }

    @Override
    public Verdict rollBackward(Point point, Tip tip) {
      taken = 0;
      return Verdict.ACCEPTED;
    }

    @Override
    public void suspend() {
      // Nothing is held.
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }

  private static final class NoBlocks implements BlockFollower {
    @Override
    public Optional<FetchRange> next() {
      return Optional.empty();
    }

    @Override
    public Verdict received(Encoded block) {
      return new Verdict.Invalid("block " + block + " was not asked for");
    }

    @Override
    public void noBlocks() {
      throw new IllegalStateException("nothing was asked for");
    }

    @Override
    public void finished() {
      throw new IllegalStateException("nothing was asked for");
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}

package io.tempera.chain.sync.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.chain.BlockFollower;
import io.tempera.chain.ChainFollower;
import io.tempera.chain.Encoded;
import io.tempera.chain.HeaderFollower;
import io.tempera.chain.Point;
import io.tempera.chain.Tip;
import io.tempera.chain.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Follows one peer, and keeps its headers. For a test's one thread. */
final class FakeFollower implements ChainFollower {
  private final List<Encoded> headers = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private final Deque<List<Point>> offers = new ArrayDeque<>();
  private Optional<ConnectionId> suspended = Optional.empty();
  private Verdict verdict = Verdict.ACCEPTED;
  private Runnable news = () -> {};
  private int room = Integer.MAX_VALUE;
  private long agreedOn;

  /** The points that are offered, and then those after each time that none was found. */
  FakeFollower offering(List<List<Point>> points) {
    offers.addAll(points);
    return this;
  }

  /** What it says to the next that comes. */
  FakeFollower saying(Verdict next) {
    verdict = next;
    return this;
  }

  FakeFollower withRoom(int most) {
    room = most;
    return this;
  }

  void giveRoom(int more) {
    room += more;
    news.run();
  }

  /** What was left to be resumed is no more. */
  void forget() {
    suspended = Optional.empty();
  }

  /** The headers of the peer's chain, without those that were rolled back. */
  List<Encoded> headers() {
    return List.copyOf(headers);
  }

  /** How many headers there are of the peer's chain. */
  int size() {
    return headers.size();
  }

  /** What became of followers, and points that were told, in order. */
  List<String> calls() {
    return List.copyOf(calls);
  }

  @Override
  public HeaderFollower headers(ConnectionId peer, Runnable newNews) {
    calls.add("begin");
    return follower(peer, newNews);
  }

  @Override
  public Optional<HeaderFollower> resume(ConnectionId peer, Runnable newNews) {
    Optional<HeaderFollower> found =
        suspended.filter(peer::equals).map(left -> follower(left, newNews));
    calls.add(found.isPresent() ? "resume" : "resume nothing");
    suspended = Optional.empty();
    return found;
  }

  @Override
  public BlockFollower blocks(ConnectionId peer, Runnable newNews) {
    throw new UnsupportedOperationException("chain-sync fetches no blocks");
  }

  private HeaderFollower follower(ConnectionId peer, Runnable newNews) {
    news = newNews;
    return new Headers(peer);
  }

  private Verdict say() {
    Verdict said = verdict;
    verdict = Verdict.ACCEPTED;
    return said;
  }

  private final class Headers implements HeaderFollower {
    private final ConnectionId peer;

    Headers(ConnectionId peer) {
      this.peer = peer;
    }

    @Override
    public List<Point> points() {
      if (!offers.isEmpty()) {
        return offers.remove();
      }
      List<Point> points = new ArrayList<>();
      if (!headers.isEmpty()) {
        points.add(Synthetic.point(headers.getLast()));
      }
      points.add(Point.ORIGIN);
      return points;
    }

    @Override
    public Verdict intersected(Point point, Tip tip) {
      calls.add("intersected " + point);
      agreedOn = point instanceof Point.At at ? at.slot() : 0;
      return say();
    }

    @Override
    public List<Point> notFound(Tip tip) {
      calls.add("not found, the peer is at " + tip);
      return offers.isEmpty() ? List.of() : offers.remove();
    }

    @Override
    public int room() {
      return room;
    }

    @Override
    public long blockNo() {
      return headers.isEmpty() ? agreedOn : Synthetic.number(headers.getLast());
    }

    @Override
    public Verdict rollForward(Encoded header, Tip tip) {
      headers.add(header);
      room--;
      return say();
    }

    @Override
    public Verdict rollBackward(Point point, Tip tip) {
      calls.add("roll back to " + point);
      while (!headers.isEmpty() && !Synthetic.point(headers.getLast()).equals(point)) {
        headers.removeLast();
      }
      return say();
    }

    @Override
    public void suspend() {
      calls.add("suspend");
      suspended = Optional.of(peer);
    }

    @Override
    public void close() {
      calls.add("close");
    }
  }
}

package io.tempera.chain.memory.internal;

import io.tempera.chain.Encoded;
import io.tempera.chain.Header;
import io.tempera.chain.HeaderFollower;
import io.tempera.chain.Point;
import io.tempera.chain.Tip;
import io.tempera.chain.Verdict;
import io.tempera.runtime.Timers;
import java.util.List;
import java.util.function.Function;

/** Follows the headers of one peer. Once it has let go, or another has begun, it does nothing. */
final class HeaderSide implements HeaderFollower {
  private final Guard guard;
  private final Formats formats;
  private final Timers timers;
  private final Following following;
  private volatile boolean over;

  HeaderSide(Guard guard, Formats formats, Timers timers, Following following) {
    this.guard = guard;
    this.formats = formats;
    this.timers = timers;
    this.following = following;
  }

  @Override
  public List<Point> points() {
    return guard.look(chain -> chain.follow().points());
  }

  @Override
  public Verdict intersected(Point point, Tip tip) {
    return told(chain -> chain.follow().intersected(following, point, tip));
  }

  @Override
  public List<Point> notFound(Tip tip) {
    return guard.change(
        chain -> isOver(chain) ? List.of() : chain.follow().notFound(following, tip));
  }

  @Override
  public int room() {
    boolean isReadable = following.postponed().catchUp(this);
    return guard.look(
        chain -> {
          if (isOver(chain)) {
            return 0;
          }
          int room = isReadable ? chain.follow().room(following) : 0;
          following.full(room == 0);
          return room;
        });
  }

  @Override
  public long blockNo() {
    return guard.look(chain -> chain.follow().blockNo(following));
  }

  @Override
  public Verdict rollForward(Encoded encoded, Tip tip) {
    return following.postponed().take(this, side -> side.read(encoded, tip));
  }

  private Verdict read(Encoded encoded, Tip tip) throws Unreadable {
    Header header = formats.header(encoded);
    return told(chain -> chain.follow().rollForward(following, header, tip));
  }

  @Override
  public Verdict rollBackward(Point point, Tip tip) {
    return following.postponed().take(this, side -> side.goBack(point, tip));
  }

  private Verdict goBack(Point point, Tip tip) {
    return told(chain -> chain.rollBackward(following, point, tip));
  }

  private Verdict told(Function<Chain, Verdict> step) {
    return guard.change(chain -> isOver(chain) ? Verdict.ACCEPTED : step.apply(chain));
  }

  private boolean isOver(Chain chain) {
    return over || !chain.follow().isOpen(following);
  }

  @Override
  public void suspend() {
    guard.change(
        chain -> {
          if (!isOver(chain)) {
            over = true;
            keep(chain.follow());
          }
          return over;
        });
  }

  private void keep(Follow follow) {
    if (follow.isClosed()) {
      follow.end(following);
      return;
    }
    follow.boundSuspended();
    // A timer never runs on the thread that sets it, so the lock may be held.
    following.suspend(timers.after(guard.settings().suspendedFor(), this::expire));
  }

  private void expire() {
    guard.change(
        chain -> {
          if (following.isSuspended()) {
            chain.follow().end(following);
          }
          return true;
        });
  }

  @Override
  public void close() {
    guard.change(
        chain -> {
          if (!isOver(chain)) {
            chain.follow().end(following);
          }
          over = true;
          return over;
        });
  }
}

package io.tempera.testkit;

import io.tempera.bearer.ConnectionId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * One connection of a {@link MemoryNetwork}, and what can happen to it on the way. The methods for
 * tests take effect with the next turn of the network's loop.
 */
public final class MemoryConnection {
  private final MemoryNetwork network;
  private final ConnectionId dialled;
  private final MemorySettings settings;
  private final List<End> ends = new ArrayList<>();
  private final ArrayDeque<Runnable> heldBack = new ArrayDeque<>();
  private boolean stalled;
  private boolean cut;

  MemoryConnection(MemoryNetwork network, ConnectionId dialled, MemorySettings settings) {
    this.network = network;
    this.dialled = dialled;
    this.settings = settings;
  }

  MemorySettings settings() {
    return settings;
  }

  /** The connection as the side that dialled sees it. */
  public ConnectionId dialled() {
    return dialled;
  }

  /** The connection as the other side sees it. */
  public ConnectionId accepted() {
    return new ConnectionId(dialled.remote(), dialled.local());
  }

  /** From now on nothing arrives, in either direction: neither bytes nor ends nor resets. */
  public void stall() {
    network.soon(() -> stalled = true);
  }

  /** Ends a {@link #stall}: everything that was held back arrives, in order. */
  public void resume() {
    network.soon(
        () -> {
          stalled = false;
          while (!heldBack.isEmpty() && !stalled) {
            heldBack.remove().run();
          }
        });
  }

  /** Drops everything on the way and unread, and resets both sides. */
  public void cut() {
    network.soon(
        () -> {
          cut = true;
          heldBack.clear();
          ends.forEach(End::cut);
        });
  }

  /**
   * Makes a write fail: that end is closed with a failure, the other one is reset.
   *
   * @param end the connection as the writing side sees it
   * @param nth 1 is the next batch that its bearer writes
   */
  public void failWrite(ConnectionId end, int nth) {
    if (nth < 1) {
      throw new IllegalArgumentException("The next write is number 1, there is no " + nth);
    }
    network.soon(() -> end(end).failWrite(nth));
  }

  /**
   * Leaves the connection half open: one side's machine has lost its memory of it. Nobody is told;
   * when the other side writes, it is answered with a reset. What the lost side writes goes
   * nowhere.
   *
   * @param end the connection as the side that is lost sees it
   */
  public void lose(ConnectionId end) {
    network.soon(() -> end(end).lose());
  }

  private End end(ConnectionId id) {
    return ends.stream()
        .filter(e -> e.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(id + " is no end of " + this));
  }

  @Override
  public String toString() {
    return dialled.toString();
  }

  /** Makes both ends; the first is that of the side that dialled. */
  List<End> open() {
    Pipe there = pipe();
    Pipe back = pipe();
    End dialler = new End(network, this, dialled, back, there);
    End accepter = new End(network, this, accepted(), there, back);
    there.connect(accepter::arrived, dialler::changed);
    back.connect(dialler::arrived, accepter::changed);
    ends.add(dialler);
    ends.add(accepter);
    return ends;
  }

  /** Makes the one end of a socket that is connected to itself: what it writes, it reads. */
  End openToItself() {
    Pipe loop = pipe();
    End only = new End(network, this, dialled, loop, loop);
    loop.connect(only::arrived, only::changed);
    ends.add(only);
    return only;
  }

  private Pipe pipe() {
    return new Pipe(this, new Line(network, this), settings.transportBuffer());
  }

  List<End> ends() {
    return ends;
  }

  /** Lets something arrive after the latency and some time more. */
  void carry(Duration more, Runnable arrival) {
    network.after(
        settings.latency().plus(more),
        () -> {
          if (stalled) {
            heldBack.add(arrival);
          } else if (!cut) {
            arrival.run();
          }
        });
  }
}

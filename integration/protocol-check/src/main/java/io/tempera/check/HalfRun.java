package io.tempera.check;

import io.tempera.bearer.ConnectionId;
import io.tempera.handshake.Agreed;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Half;
import io.tempera.protocol.HalfContext;
import io.tempera.protocol.HalfResult;
import io.tempera.protocol.Position;
import io.tempera.protocol.ResumePoint;
import io.tempera.protocol.Snapshot;
import io.tempera.protocol.WaitFor;
import io.tempera.protocol.Woken;
import io.tempera.runtime.Clock;
import io.tempera.runtime.Task;
import io.tempera.runtime.Wait;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One real half as it runs in virtual time, with its world in the test's hands: what arrives, what
 * it is asked, what it sent and said, how it ended. Alone it talks to the test; two make a {@link
 * HalfPair}.
 */
public final class HalfRun {
  private final VirtualRuntime runtime;
  private final ProtocolKey key;
  private final Agreed agreed;
  private final Optional<Snapshot> before;
  private final Wait wait;
  private final World world = new World();
  private final List<byte[]> sent = new ArrayList<>();
  private final List<Duration> roundTrips = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private Consumer<byte[]> wire = message -> {};
  private ControlMessage control = ControlMessage.CONTINUE;
  private Runnable whenOver = () -> {};
  private Optional<Wish> wish = Optional.empty();
  private Optional<WaitFor> waiting = Optional.empty();
  private String state = "";
  private boolean woken;
  private Optional<Task> task = Optional.empty();
  private Optional<HalfResult> result = Optional.empty();
  private Optional<Throwable> failure = Optional.empty();

  /** A half that does not run yet. */
  public HalfRun(VirtualRuntime runtime, ProtocolKey key) {
    this(runtime, key, Defaults.AGREED, Optional.empty());
  }

  /**
   * A half that does not run yet.
   *
   * @param before what the implementation before it left
   */
  public HalfRun(
      VirtualRuntime runtime, ProtocolKey key, Agreed agreed, Optional<Snapshot> before) {
    this.runtime = runtime;
    this.key = key;
    this.agreed = agreed;
    this.before = before;
    this.wait = runtime.newWait();
  }

  /** Starts it as a task of its own; it runs when the runtime does. */
  public HalfRun start(Half half) {
    task =
        Optional.of(
            runtime.start(
                "mini-protocol " + key,
                () -> {
                  try {
                    result = Optional.of(half.run(world, world));
                  } catch (Throwable thrown) {
                    failure = Optional.of(thrown);
                  }
                  whenOver.run();
                }));
    return this;
  }

  /** Takes each message that the half sends, besides {@link #sent}. */
  public HalfRun wire(Consumer<byte[]> consumer) {
    wire = consumer;
    return this;
  }

  /** Bytes arrive for it. */
  public void arrive(byte[] bytes) {
    world.add(bytes);
    wait.wake();
  }

  /** What the peer state actions ask of it. */
  public void control(ControlMessage message) {
    control = message;
    wait.wake();
  }

  /** What the peer state actions ask of it at the moment. */
  ControlMessage control() {
    return control;
  }

  /** Another implementation wants to carry on, from wherever it may be handed over. */
  public void askHandOver() {
    wish(new Wish(at -> true));
  }

  /** Another implementation wants to carry on, which can do so from some points only. */
  public void askHandOver(List<ResumePoint> points) {
    wish(new Wish(points::contains));
  }

  private void wish(Wish newWish) {
    wish = Optional.of(newWish);
    waiting.ifPresent(what -> newWish.waits(state, what.handOverAt()));
    wait.wake();
  }

  /** The hand-over that it is asked for. */
  Optional<Wish> wish() {
    return wish;
  }

  /** Calls back when it has returned or thrown. */
  HalfRun whenOver(Runnable callback) {
    whenOver = callback;
    return this;
  }

  /** The state in which it is, as far as it says so. */
  public String state() {
    return state;
  }

  /** Interrupts it, as when the connection is going. */
  public void interrupt() {
    task.ifPresent(Task::interrupt);
  }

  /** The messages that it sent, in order. */
  public List<byte[]> sent() {
    return List.copyOf(sent);
  }

  /** What arrived and was not taken. */
  public byte[] left() {
    return world.left();
  }

  /** The round trips that it published. */
  public List<Duration> roundTrips() {
    return List.copyOf(roundTrips);
  }

  /** What it said. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** Whether it has returned or thrown. */
  public boolean isOver() {
    return result.isPresent() || failure.isPresent();
  }

  /** What it returned. */
  public Optional<HalfResult> result() {
    return result;
  }

  /** What it threw. */
  public Optional<Throwable> failure() {
    return failure;
  }

  /** The half's side of it. */
  private final class World extends Bytes implements HalfContext {
    @Override
    void sent(byte[] message) {
      sent.add(message.clone());
      wire.accept(message);
    }

    @Override
    public ConnectionId connectionId() {
      return Defaults.CONNECTION;
    }

    @Override
    public ProtocolKey key() {
      return key;
    }

    @Override
    public Agreed agreed() {
      return agreed;
    }

    @Override
    public ControlMessage control() {
      return control;
    }

    @Override
    public boolean handOverAsked(ResumePoint at) {
      return wish.isPresent() && wish.get().offers(at);
    }

    @Override
    public Optional<Snapshot> resumedFrom() {
      return before;
    }

    @Override
    public Woken await(WaitFor what) throws InterruptedException {
      wish.ifPresent(w -> w.waits(state, what.handOverAt()));
      waiting = Optional.of(what);
      if (what.time().isPresent()) {
        wait.until(() -> why(what).isPresent(), what.time().get());
      } else {
        wait.until(() -> why(what).isPresent());
      }
      waiting = Optional.empty();
      Woken why = why(what).orElse(Woken.TIME);
      if (why == Woken.WAKER) {
        woken = false;
      }
      return why;
    }

    private Optional<Woken> why(WaitFor what) {
      if (what.controlOtherThan().filter(c -> c != control).isPresent()) {
        return Optional.of(Woken.CONTROL);
      } else if (what.handOverAt().filter(this::handOverAsked).isPresent()) {
        return Optional.of(Woken.HAND_OVER);
      } else if (what.bytes().isPresent() && what.bytes().getAsInt() <= arrived()) {
        return Optional.of(Woken.BYTES);
      }
      return what.waker() && woken ? Optional.of(Woken.WAKER) : Optional.empty();
    }

    @Override
    public void wake() {
      woken = true;
      wait.wake();
    }

    @Override
    public Clock clock() {
      return runtime.clock();
    }

    @Override
    public void roundTrip(Duration time) {
      roundTrips.add(time);
    }

    @Override
    public void at(Position position) {
      state = position.state();
    }

    @Override
    public void note(String text) {
      notes.add(text);
    }
  }
}

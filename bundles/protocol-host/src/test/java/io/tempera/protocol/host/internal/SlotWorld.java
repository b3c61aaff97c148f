package io.tempera.protocol.host.internal;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.mux.Direction;
import io.tempera.mux.JobEnd;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxError;
import io.tempera.mux.StartMode;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.ResumePoint;
import io.tempera.protocol.Snapshot;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A slot, and what the world around it is like: the multiplexer, the half that runs, what is
 * published, and the time. Says what can happen now.
 *
 * @param cancelled whether the multiplexer has said that it is ending
 * @param half what runs in the slot
 * @param ranked what is published, the best first
 * @param untold whether that has changed, and the slot was not told yet
 * @param open where the conversation stands that nobody carries on at the moment
 * @param graceBegun whether the present gap has had its grace
 * @param watched whether the shell waits for bytes
 * @param saidStarted whether it was said that the slot runs, and not yet that it has ended
 */
record SlotWorld(
    SlotState slot,
    Direction direction,
    Job job,
    boolean cancelled,
    boolean muxOver,
    Optional<Runner> half,
    List<Version> ranked,
    boolean untold,
    ControlMessage control,
    Optional<Snapshot> open,
    Timer timer,
    boolean graceBegun,
    boolean watched,
    boolean saidStarted) {
  static final Failure BROKEN = Failure.of(FailureCategory.PROTOCOL_CODE, "broken");
  static final Conclusion FINISHED = new Conclusion.Finished("done", Optional.empty());
  static final Conclusion FAILED = new Conclusion.Failed(BROKEN);
  static final JobEnd STOPPED = new JobEnd.Shutdown(new MuxEnd.Stopped());
  static final JobEnd BROKE_DOWN =
      new JobEnd.Shutdown(new MuxEnd.Failed(new MuxError.UnknownMiniProtocol(99)));

  /** How many versions are published at once, at the most. */
  private static final int PUBLISHED = 2;

  /** What the multiplexer makes of the slot's job. */
  enum Job {
    NONE,
    WAITING,
    STARTED,
    TOLD_CLEAN,
    TOLD_FAILED
  }

  /** The time that a parked slot has; late when it is over just as nobody needs it any more. */
  enum Timer {
    NONE,
    RUNNING,
    LATE
  }

  /** Implementations: the first two can carry on what the other has left. */
  enum Version {
    ONE("Idle"),
    TWO("Idle"),
    APART("Elsewhere");

    private final ResumePoint point;

    Version(String point) {
      this.point = new ResumePoint(point, 1);
    }

    String bundle() {
      return name() + " 1.0.0";
    }

    Succession.Party party() {
      return new Succession.Party(bundle(), List.of(point));
    }

    /** What its half leaves when it is handed over. */
    Snapshot leaves() {
      return new Snapshot(
          point.point(), point.memoVersion(), ByteBuffer.allocate(0), Optional.empty());
    }

    boolean canCarryOn(Snapshot left) {
      return left.equals(leaves());
    }
  }

  /**
   * A half in the slot.
   *
   * @param going whether its bundle was withdrawn
   * @param hurried whether that bundle cannot wait any longer
   * @param asked what it was asked last
   * @param mayStop whether it was ever asked to stop at its point
   * @param mustEnd whether it was ever asked to end, to be started again
   */
  record Runner(
      Version version,
      boolean going,
      boolean hurried,
      Succession asked,
      boolean mayStop,
      boolean mustEnd,
      boolean interrupted) {
    static Runner of(Version version) {
      return new Runner(version, false, false, Succession.STAY, false, false, false);
    }

    Runner gone() {
      return new Runner(version, true, hurried, asked, mayStop, mustEnd, interrupted);
    }

    Runner inHurry() {
      return new Runner(version, going, true, asked, mayStop, mustEnd, interrupted);
    }

    Runner ask(Succession now) {
      return new Runner(
          version,
          going,
          hurried,
          now,
          mayStop || now instanceof Succession.HandOver,
          mustEnd || now instanceof Succession.Restart,
          interrupted);
    }

    Runner interrupt() {
      return new Runner(version, going, hurried, asked, mayStop, mustEnd, true);
    }
  }

  /** Something that can happen. */
  sealed interface Act {
    /** The machine hears of it at once. */
    record Input(SlotInput input) implements Act {}

    /** Something is published, and better than the rest; or becomes so. */
    record Prefer(Version version) implements Act {}

    /** Something is not published any more. */
    record Withdraw(Version version) implements Act {}

    /** The slot is told that what is published has changed. */
    record Tell() implements Act {}
  }

  /** Before anything has happened. */
  static SlotWorld start(Direction direction) {
    return new SlotWorld(
        SlotState.IDLE,
        direction,
        Job.NONE,
        false,
        false,
        Optional.empty(),
        List.of(Version.ONE),
        false,
        ControlMessage.CONTINUE,
        Optional.empty(),
        Timer.NONE,
        false,
        false,
        false);
  }

  boolean isResting() {
    return job == Job.NONE;
  }

  /** What would run in the slot now; begun afresh, only the best one would. */
  Optional<Version> carryingOn(Optional<Snapshot> left) {
    return left.isEmpty()
        ? ranked.stream().findFirst()
        : ranked.stream().filter(version -> version.canCarryOn(left.get())).findFirst();
  }

  /** What is to become of the half, as {@link SlotHome#succession} says. */
  Succession succession() {
    Runner runner = half.orElseThrow();
    Optional<Version> best = ranked.stream().findFirst();
    return best.equals(Optional.of(runner.version())) && !runner.going()
        ? Succession.STAY
        : Succession.of(
            direction,
            runner.version().party(),
            runner.going(),
            best.map(Version::party),
            control == ControlMessage.TERMINATE);
  }

  /** What can happen now. */
  List<Act> acts() {
    List<Act> now = new ArrayList<>();
    if (!muxOver) {
      addPublications(now);
    }
    List<SlotInput> inputs = new ArrayList<>();
    addJob(inputs);
    addControl(inputs);
    half.ifPresent(runner -> addHalf(runner, inputs));
    if (timer != Timer.NONE) {
      inputs.add(new SlotInput.GraceOver(direction));
    }
    if (watched) {
      inputs.add(new SlotInput.BytesArrived());
    }
    inputs.forEach(input -> now.add(new Act.Input(input)));
    return now;
  }

  private void addPublications(List<Act> now) {
    for (Version version : Version.values()) {
      int place = ranked.indexOf(version);
      if (place > 0 || place < 0 && ranked.size() < PUBLISHED) {
        now.add(new Act.Prefer(version));
      }
      if (place >= 0) {
        now.add(new Act.Withdraw(version));
      }
    }
    if (untold) {
      now.add(new Act.Tell());
    }
  }

  private void addJob(List<SlotInput> now) {
    switch (job) {
      case NONE -> addStart(now);
      case WAITING -> {
        now.add(new SlotInput.StartRefused());
        now.add(new SlotInput.MuxStarted());
        addShutdown(now);
      }
      case STARTED -> {
        addCancel(now);
        addShutdown(now);
      }
      case TOLD_CLEAN -> {
        now.add(new SlotInput.JobEnded(new JobEnd.Clean()));
        addCancel(now);
        addShutdown(now);
      }
      case TOLD_FAILED -> {
        now.add(new SlotInput.JobEnded(new JobEnd.Failed(BROKEN)));
        addCancel(now);
        addShutdown(now);
      }
      default -> throw new AssertionError(job);
    }
  }

  /** Initiators are started only with something that can run, and not to be terminated at once. */
  private void addStart(List<SlotInput> now) {
    boolean initiator = direction == Direction.INITIATOR;
    boolean can = !initiator || control != ControlMessage.TERMINATE;
    if (!muxOver && can && (!initiator || carryingOn(open).isPresent())) {
      now.add(new SlotInput.Start(initiator ? StartMode.EAGERLY : StartMode.ON_DEMAND));
    }
  }

  private void addCancel(List<SlotInput> now) {
    if (!cancelled) {
      now.add(new SlotInput.MuxCancelled());
    }
  }

  private static void addShutdown(List<SlotInput> now) {
    now.add(new SlotInput.JobEnded(STOPPED));
    now.add(new SlotInput.JobEnded(BROKE_DOWN));
  }

  /** A terminated slot is asked something else only before it is started again. */
  private void addControl(List<SlotInput> now) {
    if (direction == Direction.INITIATOR && !muxOver) {
      for (ControlMessage message : ControlMessage.values()) {
        if (message != control && (control != ControlMessage.TERMINATE || isResting())) {
          now.add(new SlotInput.ControlChanged(message));
        }
      }
    }
  }

  /** It may end whenever it likes, but is handed over only when it was asked to. */
  private void addHalf(Runner runner, List<SlotInput> now) {
    now.add(new SlotInput.HalfEnded(FINISHED));
    now.add(new SlotInput.HalfEnded(FAILED));
    if (runner.mayStop()) {
      now.add(new SlotInput.HalfEnded(new Conclusion.HandedOver(runner.version().leaves())));
    }
    if (runner.going() && !untold) {
      now.add(
          runner.hurried()
              ? new SlotInput.Overdue()
              : new SlotInput.Hurried(runner.version().bundle()));
    }
  }
}

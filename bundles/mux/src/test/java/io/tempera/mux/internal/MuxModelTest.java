package io.tempera.mux.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.BearerListener;
import io.tempera.bearer.DialRequest;
import io.tempera.mux.Direction;
import io.tempera.mux.JobStatus;
import io.tempera.mux.Mux;
import io.tempera.mux.MuxCounters;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxError;
import io.tempera.mux.ProtocolKey;
import io.tempera.mux.StartMode;
import io.tempera.runtime.Chance;
import io.tempera.runtime.Task;
import io.tempera.testkit.MemoryNetwork;
import io.tempera.testkit.MemorySettings;
import io.tempera.testkit.RecordingTracer;
import io.tempera.testkit.VirtualRuntime;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Two multiplexers against a model that knows only what was asked of them: a seed registers and
 * withdraws, asks, sends, takes and ends, and decides how bytes are cut and who runs next. Every
 * byte comes once and in order, whoever should start starts and nobody else does, and the accounts
 * are those of the bytes that wait.
 */
class MuxModelTest {
  private static final System.Logger LOG = System.getLogger(MuxModelTest.class.getName());

  private static final int SEEDS = 120;
  private static final int STEPS = 250;
  private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.0.0.1", 3001);

  private long steps;
  private long bytes;
  private long starts;

  @Test
  void whateverIsAskedOfTwoMultiplexersTheyDoWhatTheModelSays() throws Exception {
    for (int seed = 0; seed < SEEDS; seed++) {
      try {
        new World(seed).live();
      } catch (AssertionError failed) {
        throw new AssertionError("seed " + seed + ": " + failed.getMessage(), failed);
      }
    }
    LOG.log(
        System.Logger.Level.INFO,
        "{0} lives, {1} steps, {2} starts, {3} bytes taken",
        SEEDS,
        steps,
        starts,
        bytes);
    assertThat(starts).isGreaterThan(SEEDS);
    assertThat(bytes).isGreaterThan(10_000_000);
  }

  /** One end. */
  private static final class Side {
    private final Mux mux;
    private final SortedMap<ProtocolKey, ModelledHalf> halves = new TreeMap<>();
    private boolean runs;

    Side(Mux mux, int salt) {
      this.mux = mux;
      for (int number : List.of(2, 3, 8)) {
        for (Direction direction : Direction.values()) {
          ProtocolKey key = new ProtocolKey(number, direction);
          halves.put(key, new ModelledHalf(key, salt + 2 * number + direction.ordinal()));
        }
      }
    }

    ModelledHalf opposite(ModelledHalf theirs) {
      return halves.get(
          new ProtocolKey(theirs.key().number(), theirs.key().direction().opposite()));
    }

    List<ModelledHalf> waiting(StartMode mode) {
      return halves.values().stream().filter(half -> half.waitsWith(mode)).toList();
    }

    List<ModelledHalf> known() {
      return halves.values().stream().filter(half -> !half.is(ModelledHalf.Life.UNKNOWN)).toList();
    }
  }

  private final class World {
    private final VirtualRuntime runtime;
    private final Chance chance;
    private final MemoryNetwork network;
    private final LiveMuxFactory factory;
    private final List<Side> sides = new ArrayList<>();
    private final List<Task> sends = new ArrayList<>();
    private final List<MuxEnd> ends = new ArrayList<>();

    World(long seed) throws Exception {
      runtime = VirtualRuntime.shuffled(seed);
      chance = runtime.chance();
      network =
          new MemoryNetwork(
              runtime,
              MemorySettings.likeSockets()
                  .withLatency(Duration.ofNanos(chance.below(1_000_000)))
                  .withTransportBuffer(2_000 + below(100_000))
                  .withReads(1 + below(65_536), 1 + below(20_000)));
      factory =
          new LiveMuxFactory(runtime, new RecordingTracer(runtime), () -> MuxSettings.DEFAULTS);
      try (BearerListener listener = network.listen(ADDRESS)) {
        DialRequest request = new DialRequest(ADDRESS, Optional.empty(), Duration.ofSeconds(10));
        sides.add(new Side(factory.create(runtime.call(() -> network.dial(request))), 0));
        sides.add(new Side(factory.create(runtime.call(listener::accept)), 100));
      }
      sides.forEach(side -> side.mux.whenEnded(ends::add));
    }

    private int below(int bound) {
      return (int) chance.below(bound);
    }

    private <T> T pick(List<T> list) {
      return list.get(below(list.size()));
    }

    private Side other(Side side) {
      return sides.get(1 - sides.indexOf(side));
    }

    void live() throws Exception {
      for (Side side : sides) {
        side.halves.values().stream()
            .filter(half -> below(4) > 0)
            .forEach(half -> register(side, half));
      }
      for (int step = 0; step < STEPS; step++) {
        steps++;
        Side side = pick(sides);
        ModelledHalf half = pick(List.copyOf(side.halves.values()));
        switch (below(24)) {
          case 0 -> control(() -> register(side, half));
          case 1 -> control(() -> withdraw(side, half));
          case 2, 3, 4, 5, 6 -> control(() -> ask(side, half));
          case 7, 8 -> control(() -> returned(half));
          case 9, 10 -> control(() -> run(side));
          case 11 -> control(() -> changeStart(side, half));
          case 12, 13, 14, 15, 16 -> send(side, half);
          default -> take(half, other(side).opposite(half));
        }
      }
      settle();
      end();
    }

    /** Something whose outcome depends on what has arrived: everything that was sent has. */
    private void control(Runnable action) {
      settle();
      action.run();
      settle();
    }

    private void register(Side side, ModelledHalf half) {
      int least = Math.max(1, half.waiting(other(side).opposite(half)));
      int limit = least + below(500_000);
      side.mux.register(half.key(), limit);
      half.registered(limit);
    }

    private void withdraw(Side side, ModelledHalf half) {
      if (half.is(ModelledHalf.Life.IDLE)) {
        side.mux.withdraw(half.key());
        half.withdrawn(other(side).opposite(half));
      }
    }

    private void ask(Side side, ModelledHalf half) {
      if (half.is(ModelledHalf.Life.IDLE)) {
        StartMode mode = pick(List.of(StartMode.values()));
        TestJob job = new TestJob(runtime, half.key() + "", TestJob.Body.IDLE);
        side.mux.runMiniProtocol(half.key(), mode, job);
        half.asked(job, mode);
      }
    }

    private void changeStart(Side side, ModelledHalf half) {
      StartMode mode = pick(List.of(StartMode.ON_DEMAND, StartMode.ON_DEMAND_ANY));
      side.mux.changeStart(half.key(), mode);
      half.startChanged(mode);
    }

    private void returned(ModelledHalf half) {
      if (half.is(ModelledHalf.Life.RUNNING)) {
        TestJob job = half.job().orElseThrow();
        job.returned();
        runtime.runUntil(() -> job.told().equals(List.of("start", "ended Clean")));
        half.ended();
      }
    }

    private void run(Side side) {
      if (!side.runs) {
        side.mux.run();
        side.runs = true;
      }
    }

    private void send(Side side, ModelledHalf half) {
      ModelledHalf receiver = other(side).opposite(half);
      int room = receiver.room(half);
      if (half.is(ModelledHalf.Life.RUNNING)
          && other(side).runs
          && !receiver.is(ModelledHalf.Life.UNKNOWN)
          && room > 0) {
        byte[] message = half.nextMessage(1 + below(below(2) == 0 ? Math.min(room, 200) : room));
        TestJob job = half.job().orElseThrow();
        // One after the other: two senders of one half would have no order.
        List<Task> before = List.copyOf(sends);
        runtime.runUntil(() -> before.stream().allMatch(Task::isDone));
        sends.add(runtime.start("send", () -> job.channel().send(message)));
      }
    }

    private void take(ModelledHalf half, ModelledHalf opposite) {
      if (half.is(ModelledHalf.Life.RUNNING)) {
        TestJob job = half.job().orElseThrow();
        int arrived = job.channel().arrived();
        assertThat(arrived).isLessThanOrEqualTo(half.waiting(opposite));
        if (arrived > 0) {
          job.channel().look(below(arrived));
          byte[] taken = job.channel().take(1 + below(arrived));
          half.consumes(taken, opposite);
          bytes += taken.length;
        }
      }
    }

    /** Lets everything arrive, and compares. */
    private void settle() {
      runtime.runUntil(
          () ->
              sends.stream().allMatch(Task::isDone)
                  && sides.stream().allMatch(side -> hasArrived(side, other(side))));
      runtime.runUntilIdle();
      sends.clear();
      long all = 0;
      for (Side side : sides) {
        start(side);
        compare(side);
        all += side.mux.counters().ingressQueued();
      }
      assertThat(factory.waiting()).isEqualTo(all);
      assertThat(runtime.uncaught()).isEmpty();
    }

    private static boolean hasArrived(Side from, Side to) {
      MuxCounters sent = from.mux.counters();
      return sent.egressQueued() == 0 && sent.bytesOut() == to.mux.counters().bytesIn();
    }

    /** Who should have started by now. */
    private void start(Side side) {
      if (!side.runs) {
        return;
      }
      List<ModelledHalf> starting = new ArrayList<>(side.waiting(StartMode.EAGERLY));
      List<ModelledHalf> onAnyDemand = side.waiting(StartMode.ON_DEMAND_ANY);
      List<ModelledHalf> demanded = new ArrayList<>(side.waiting(StartMode.ON_DEMAND));
      demanded.addAll(onAnyDemand);
      demanded.removeIf(half -> half.waiting(other(side).opposite(half)) == 0);
      starting.addAll(demanded);
      if (!demanded.isEmpty()) {
        starting.addAll(onAnyDemand);
      }
      starting.forEach(ModelledHalf::started);
      starts += starting.size();
    }

    private void compare(Side side) {
      SortedMap<ProtocolKey, JobStatus> expected = new TreeMap<>();
      long queued = 0;
      for (ModelledHalf half : side.known()) {
        expected.put(half.key(), half.status());
        queued += half.waiting(other(side).opposite(half));
        List<String> told = half.is(ModelledHalf.Life.RUNNING) ? List.of("start") : List.of();
        half.job().ifPresent(job -> assertThat(job.told()).as("%s", half.key()).isEqualTo(told));
      }
      assertThat(side.mux.ended()).isEmpty();
      assertThat(side.mux.statusMap()).isEqualTo(expected);
      assertThat(side.mux.counters().ingressQueued()).isEqualTo(queued);
    }

    /** One of the two stops, or does what the other one cannot bear. */
    private void end() throws Exception {
      Side side = pick(sides);
      List<TestJob> jobs =
          sides.stream()
              .flatMap(each -> each.halves.values().stream())
              .flatMap(half -> half.job().stream())
              .toList();
      List<ModelledHalf> senders =
          side.halves.values().stream().filter(h -> h.is(ModelledHalf.Life.RUNNING)).toList();
      if (senders.isEmpty() || !other(side).runs || below(4) == 0) {
        side.mux.stop();
      } else {
        misbehave(side, pick(senders));
      }
      runtime.runUntil(() -> ends.size() == 2);
      jobs.forEach(job -> assertThat(job.end()).isPresent());
      assertThat(factory.waiting()).isZero();
      assertThat(factory.live()).isZero();
      network.assertNothingLeft();
      runtime.assertNothingLeft();
    }

    private void misbehave(Side side, ModelledHalf sender) throws Exception {
      ModelledHalf receiver = other(side).opposite(sender);
      if (!receiver.is(ModelledHalf.Life.UNKNOWN)) {
        // What was looked at does not count: only more than the whole limit is certainly too much.
        int tooMany = receiver.limit() + 1;
        runtime.start(
            "overrun", () -> sender.job().orElseThrow().channel().send(new byte[tooMany]));
        runtime.runUntil(() -> other(side).mux.ended().isPresent());
        assertThat(error(other(side)))
            .isInstanceOfSatisfying(
                MuxError.IngressOverrun.class,
                overrun -> assertThat(overrun.key()).isEqualTo(receiver.key()));
        return;
      }
      MuxError expected =
          other(side).halves.get(sender.key()).is(ModelledHalf.Life.UNKNOWN)
              ? new MuxError.UnknownMiniProtocol(sender.key().number())
              : new MuxError.MissingDirection(receiver.key());
      runtime.run(() -> sender.job().orElseThrow().channel().send(new byte[1]));
      runtime.runUntil(() -> other(side).mux.ended().isPresent());
      assertThat(error(other(side))).isEqualTo(expected);
    }

    private static MuxError error(Side side) {
      return ((MuxEnd.Failed) side.mux.ended().orElseThrow()).error();
    }
  }
}

package io.tempera.mux.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerListener;
import io.tempera.bearer.DialRequest;
import io.tempera.mux.Direction;
import io.tempera.mux.JobEnd;
import io.tempera.mux.Mux;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxException;
import io.tempera.mux.ProtocolKey;
import io.tempera.mux.StartMode;
import io.tempera.runtime.Chance;
import io.tempera.testkit.MemoryNetwork;
import io.tempera.testkit.MemorySettings;
import io.tempera.testkit.RecordingTracer;
import io.tempera.testkit.VirtualRuntime;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Two multiplexers, four protocols that echo, and a seed that decides sizes, times and who runs
 * next. Undisturbed, every byte comes back; disturbed, everyone is told once and nothing is left.
 */
class InterleavingsTest {
  private static final int SEEDS = 150;
  private static final int NUMBERS = 4;
  private static final int ROUNDS = 2;
  private static final int MESSAGES = 4;
  private static final int LONGEST = 40_000;
  private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.0.0.1", 3001);

  @Test
  void undisturbedEveryByteComesBack() throws Exception {
    for (int seed = 0; seed < SEEDS; seed++) {
      Run run = new Run(seed);
      run.start();
      run.runtime.runUntil(() -> run.roundsDone == NUMBERS * ROUNDS);
      assertThat(run.wrong).as("seed %d", seed).isEmpty();
      run.asker.stop();
      run.finish();
    }
  }

  @Test
  void disturbedEveryoneIsToldOnceAndNothingIsLeft() throws Exception {
    for (int seed = 0; seed < SEEDS; seed++) {
      Run run = new Run(seed);
      run.start();
      run.runtime.advance(Duration.ofNanos(run.chance.below(20_000_000)));
      switch (seed % 4) {
        case 0 -> run.asker.stop();
        case 1 -> run.answerer.stop();
        case 2 -> run.network.connection(run.asker.connectionId()).cut();
        default -> run.failOne();
      }
      run.finish();
    }
  }

  /** One pair of multiplexers. */
  private static final class Run {
    private final VirtualRuntime runtime;
    private final Chance chance;
    private final MemoryNetwork network;
    private final Mux asker;
    private final Mux answerer;
    private final List<TestJob> jobs = new ArrayList<>();
    private final List<MuxEnd> ends = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private int roundsDone;

    Run(long seed) throws Exception {
      runtime = VirtualRuntime.shuffled(seed);
      chance = runtime.chance();
      MemorySettings memory =
          MemorySettings.likeSockets()
              .withLatency(Duration.ofNanos(chance.below(2_000_000)))
              .withTransportBuffer(1 + (int) chance.below(100_000))
              .withReads(65_536, 1 + (int) chance.below(20_000));
      network = new MemoryNetwork(runtime, memory);
      LiveMuxFactory factory =
          new LiveMuxFactory(runtime, new RecordingTracer(runtime), () -> MuxSettings.DEFAULTS);
      BearerListener listener = network.listen(ADDRESS);
      Bearer dialled =
          runtime.call(
              () ->
                  network.dial(new DialRequest(ADDRESS, Optional.empty(), Duration.ofSeconds(10))));
      asker = factory.create(dialled);
      answerer = factory.create(runtime.call(listener::accept));
      listener.close();
      asker.whenEnded(ends::add);
      answerer.whenEnded(ends::add);
    }

    void start() {
      for (int number = 2; number < 2 + NUMBERS; number++) {
        ProtocolKey here = new ProtocolKey(number, Direction.INITIATOR);
        ProtocolKey there = new ProtocolKey(number, Direction.RESPONDER);
        asker.register(here, 1_000_000);
        answerer.register(there, 1_000_000);
        answer(there);
        ask(here, ROUNDS);
      }
      // In an order of the seed's.
      Mux first = chance.below(2) == 0 ? asker : answerer;
      runtime.start("run", first::run);
      runtime.start("run", (first == asker ? answerer : asker)::run);
    }

    private void ask(ProtocolKey key, int rounds) {
      run(
          asker,
          key,
          StartMode.EAGERLY,
          job -> {
            for (int i = 0; i < MESSAGES; i++) {
              byte[] message = new byte[1 + (int) chance.below(LONGEST)];
              message[message.length - 1] = (byte) key.number();
              job.channel().send(length(message.length));
              job.channel().send(message.clone());
              String echo = job.receive(message.length);
              if (!echo.equals(HexFormat.of().formatHex(message))) {
                wrong.add("an echo on " + key);
              }
            }
            job.channel().send(length(0));
          },
          () -> {
            roundsDone++;
            if (rounds > 1) {
              ask(key, rounds - 1);
            }
          });
    }

    private void answer(ProtocolKey key) {
      StartMode mode = chance.below(2) == 0 ? StartMode.ON_DEMAND : StartMode.ON_DEMAND_ANY;
      run(
          answerer,
          key,
          mode,
          job -> {
            while (true) {
              int count = HexFormat.fromHexDigits(job.receive(4));
              if (count == 0) {
                return;
              }
              job.send(job.receive(count));
            }
          },
          () -> answer(key));
    }

    private void run(
        Mux mux, ProtocolKey key, StartMode mode, TestJob.Body body, Runnable whenClean) {
      TestJob job =
          new TestJob(runtime, key + "", body) {
            @Override
            public void ended(JobEnd end) {
              super.ended(end);
              if (end instanceof JobEnd.Clean) {
                whenClean.run();
              }
            }
          };
      try {
        mux.runMiniProtocol(key, mode, job);
        jobs.add(job);
      } catch (MuxException over) {
        assertThat(mux.statusMap()).isNotEmpty();
      }
    }

    /** One of the jobs that run fails; when none does, the test has come too late, and stops it. */
    void failOne() {
      List<TestJob> running =
          jobs.stream().filter(job -> job.told().equals(List.of("start"))).toList();
      if (running.isEmpty()) {
        asker.stop();
      } else {
        running.get((int) chance.below(running.size())).failed("for the test");
      }
    }

    private static byte[] length(int length) {
      return ByteBuffer.allocate(4).putInt(length).array();
    }

    /** Waits until both have ended, and checks that everyone was told once. */
    void finish() {
      runtime.runUntil(() -> ends.size() == 2);
      runtime.advance(Duration.ofSeconds(1));
      for (TestJob job : jobs) {
        assertThat(job.told()).last().asString().startsWith("ended");
      }
      network.assertNothingLeft();
      runtime.assertNothingLeft();
    }
  }
}

package io.tempera.mux.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.BearerListener;
import io.tempera.bearer.DialRequest;
import io.tempera.mux.Direction;
import io.tempera.mux.Mux;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.ProtocolKey;
import io.tempera.mux.StartMode;
import io.tempera.testkit.MemoryConnection;
import io.tempera.testkit.MemoryNetwork;
import io.tempera.testkit.MemorySettings;
import io.tempera.testkit.RecordingTracer;
import io.tempera.testkit.VirtualRuntime;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The reference's property "mux close" (network-mux Test.Mux, with its faults CleanShutdown,
 * CloseOnWrite, CloseOnRead): whatever happens to one end of a conversation, how the two
 * multiplexers end fits together.
 */
class BothEndsTest {
  private static final int SEEDS = 20;
  private static final int LIMIT = 100_000;
  private static final int ROUNDS = 8;
  private static final int MESSAGE = 5_000;
  private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.0.0.1", 3001);

  /** What happens, to the end named first in a row. */
  enum Fault {
    /** It is stopped. */
    CLEAN_SHUTDOWN,
    /** A write of its fails. */
    CLOSE_ON_WRITE,
    /** Reading fails at both ends, as the connection is cut. */
    CLOSE_ON_READ
  }

  @ParameterizedTest(name = "{0} {1} during the conversation: {2}: its own end {3}, the other {4}")
  @CsvSource({
    "CLEAN_SHUTDOWN, asker, true, Stopped, IoError",
    "CLEAN_SHUTDOWN, answerer, true, Stopped, IoError",
    "CLEAN_SHUTDOWN, asker, false, Stopped, IoError",
    "CLEAN_SHUTDOWN, answerer, false, Stopped, IoError",
    "CLOSE_ON_WRITE, asker, true, IoError, IoError",
    "CLOSE_ON_WRITE, answerer, true, IoError, IoError",
    "CLOSE_ON_READ, asker, true, IoError, IoError",
    "CLOSE_ON_READ, answerer, true, IoError, IoError",
    "CLOSE_ON_READ, asker, false, IoError, IoError"
  })
  void howTheyEndFits(Fault fault, String whose, boolean during, String own, String others)
      throws Exception {
    for (int seed = 0; seed < SEEDS; seed++) {
      Pair pair = new Pair(seed);
      pair.converse();
      if (during) {
        // The question after the next one is still to be written.
        int some = 1 + (int) pair.runtime.chance().below(ROUNDS - 2);
        pair.runtime.runUntil(() -> pair.rounds >= some);
      } else {
        pair.runtime.runUntil(() -> pair.rounds == ROUNDS);
        pair.runtime.runUntilIdle();
      }
      Mux one = whose.equals("asker") ? pair.asker : pair.answerer;
      Mux other = one == pair.asker ? pair.answerer : pair.asker;
      happen(fault, pair, one);
      pair.runtime.runUntil(() -> one.ended().isPresent() && other.ended().isPresent());
      assertThat(name(one)).as("seed %s", seed).isEqualTo(own);
      assertThat(name(other)).as("seed %s", seed).isEqualTo(others);
      pair.runtime.advance(Duration.ofSeconds(3));
      pair.network.assertNothingLeft();
      pair.runtime.assertNothingLeft();
    }
  }

  private static void happen(Fault fault, Pair pair, Mux mux) {
    MemoryConnection connection = pair.network.connection(mux.connectionId());
    switch (fault) {
      case CLEAN_SHUTDOWN -> mux.stop();
      case CLOSE_ON_WRITE -> connection.failWrite(mux.connectionId(), 1);
      case CLOSE_ON_READ -> connection.cut();
    }
  }

  private static String name(Mux mux) {
    return switch (mux.ended().orElseThrow()) {
      case MuxEnd.Failed(var error) -> error.getClass().getSimpleName();
      case MuxEnd end -> end.getClass().getSimpleName();
    };
  }

  /** Two ends, and a conversation of so many rounds, of which both stay there. */
  private static final class Pair {
    private static final ProtocolKey ASKS = new ProtocolKey(2, Direction.INITIATOR);
    private static final ProtocolKey ANSWERS = new ProtocolKey(2, Direction.RESPONDER);

    private final VirtualRuntime runtime;
    private final MemoryNetwork network;
    private final Mux asker;
    private final Mux answerer;
    private int rounds;

    Pair(long seed) throws Exception {
      runtime = VirtualRuntime.shuffled(seed);
      network =
          new MemoryNetwork(
              runtime,
              MemorySettings.likeSockets()
                  .withLatency(Duration.ofNanos(runtime.chance().below(2_000_000))));
      LiveMuxFactory factory =
          new LiveMuxFactory(runtime, new RecordingTracer(runtime), () -> MuxSettings.DEFAULTS);
      try (BearerListener listener = network.listen(ADDRESS)) {
        DialRequest request = new DialRequest(ADDRESS, Optional.empty(), Duration.ofSeconds(10));
        asker = factory.create(runtime.call(() -> network.dial(request)));
        answerer = factory.create(runtime.call(listener::accept));
      }
      asker.register(ASKS, LIMIT);
      answerer.register(ANSWERS, LIMIT);
      asker.run();
      answerer.run();
    }

    void converse() {
      answerer.runMiniProtocol(
          ANSWERS, StartMode.ON_DEMAND, new TestJob(runtime, "answers", Pair::answer));
      asker.runMiniProtocol(ASKS, StartMode.EAGERLY, new TestJob(runtime, "asks", this::ask));
    }

    private void ask(TestJob job) throws InterruptedException {
      for (int i = 0; i < ROUNDS; i++) {
        job.send(MuxWorld.hex(MESSAGE));
        job.receive(MESSAGE);
        rounds++;
      }
      // It stays for a word that never comes.
      job.receive(1);
    }

    private static void answer(TestJob job) throws InterruptedException {
      while (true) {
        job.send(job.receive(MESSAGE));
      }
    }
  }
}

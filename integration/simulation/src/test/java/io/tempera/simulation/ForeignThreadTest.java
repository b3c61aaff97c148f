package io.tempera.simulation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.connection.AcquireResult;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import io.tempera.mux.StartMode;
import io.tempera.protocol.Half;
import io.tempera.protocol.HalfResult;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.Temperature;
import io.tempera.runtime.Timers;
import io.tempera.testkit.MemorySettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What runs beside the simulation would make its courses depend on the machine. */
@Timeout(60)
final class ForeignThreadTest {
  private static final int NUMBER = 8;

  /** A mini-protocol that lets a thread of its own set a timer, and waits for it as nobody may. */
  private static final class Cheater implements MiniProtocol {
    private final Timers timers;

    Cheater(Timers timers) {
      this.timers = timers;
    }

    @Override
    public Half initiator() {
      return (context, channel) -> {
        AtomicBoolean done = new AtomicBoolean();
        Thread helper =
            new Thread(
                () -> {
                  try {
                    timers.after(Duration.ZERO, () -> {});
                  } catch (IllegalStateException refused) {
                    // As it should be; the run hears of it too.
                  } finally {
                    done.set(true);
                  }
                },
                "helper of a cheater");
        helper.start();
        while (!done.get()) {
          Thread.onSpinWait();
        }
        return new HalfResult.Finished("done", Optional.empty());
      };
    }

    @Override
    public Half responder() {
      return (context, channel) -> new HalfResult.Finished("done", Optional.empty());
    }
  }

  @Test
  void aThreadThatIsNotTheSimulationsFailsTheRun() {
    VirtualWorld world = new VirtualWorld(1, MemorySettings.likeSockets());
    Recorder recorder = new Recorder(world.runtime().clock());
    List<Deployed> cheater =
        List.of(
            new Deployed(
                NUMBER,
                Temperature.ESTABLISHED,
                StartMode.ON_DEMAND,
                64,
                new Cheater(world.runtime().timers())));
    Node one = new Node(world, 0, NodeSettings.defaults(), recorder, cheater);
    Node other = new Node(world, 1, NodeSettings.defaults(), recorder, cheater);
    world.virtualRuntime().runUntilIdle();

    assertThatThrownBy(
            () -> {
              AcquireResult result =
                  world
                      .virtualRuntime()
                      .call(
                          () ->
                              one.connections()
                                  .acquireOutbound(
                                      other.address(),
                                      DiffusionMode.INITIATOR_AND_RESPONDER,
                                      Provenance.OUTBOUND));
              ((AcquireResult.Connected) result)
                  .handle()
                  .slots()
                  .startInitiators(Temperature.ESTABLISHED);
              world.virtualRuntime().advance(Duration.ofSeconds(5));
            })
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("helper of a cheater");
  }
}

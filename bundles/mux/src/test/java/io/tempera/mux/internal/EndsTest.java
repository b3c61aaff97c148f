package io.tempera.mux.internal;

import static io.tempera.mux.StartMode.EAGERLY;
import static io.tempera.mux.StartMode.ON_DEMAND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tempera.failure.FailureCategory;
import io.tempera.mux.JobEnd;
import io.tempera.mux.JobStatus;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxError;
import io.tempera.mux.MuxException;
import io.tempera.mux.ProtocolKey;
import io.tempera.testkit.MemorySettings;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a multiplexer ends, and how long that takes. */
class EndsTest {
  private static final ProtocolKey CHAIN = MuxWorld.CHAIN;
  private static final ProtocolKey KEEP = MuxWorld.KEEP;

  private final MuxWorld world;

  EndsTest() throws Exception {
    // Little fits into the transport, so that what is queued stays with us.
    world =
        new MuxWorld(
            new VirtualRuntime(), MemorySettings.likeSockets().withTransportBuffer(16_384));
  }

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void aStopTellsEveryJobAndThenEverybody() {
    world.running(KEEP, CHAIN);
    TestJob running = world.idle(KEEP, EAGERLY);
    TestJob waiting = world.idle(CHAIN, ON_DEMAND);
    List<String> order = new ArrayList<>();
    world.mux.whenEnded(end -> order.add(running.told() + " " + waiting.told()));
    world.tracer.clear();
    world.mux.stop();
    world.mux.stop();
    world.assertStopped();
    assertThat(order).containsExactly("[start, cancel, ended Shutdown] [ended Shutdown]");
    assertThat(world.said()).containsExactly("stopping", "stopped");
    assertThat(world.runtime.elapsed()).isZero();
    world.mux.whenEnded(end -> order.add("late: " + end));
    assertThat(order).last().isEqualTo("late: Stopped[]");
    world.peer.awaitReset();
  }

  @Test
  void aStopSendsWhatIsQueued() {
    world.running(KEEP);
    world.peer.pauseReading();
    TestJob job = world.job(KEEP, EAGERLY, each -> each.send(MuxWorld.hex(200_000)));
    world.mux.stop();
    world.peer.resumeReading();
    assertThat(world.peer.take(200_000 + 17 * 8)).endsWith("5a5a");
    world.assertStopped();
    assertThat(job.told()).contains("ended Shutdown");
  }

  @Test
  void aStopWaitsAtMostTwoSecondsForARemoteSideThatDoesNotRead() {
    world.running(KEEP);
    world.peer.pauseReading();
    world.job(KEEP, EAGERLY, each -> each.send(MuxWorld.hex(200_000)));
    world.mux.stop();
    world.advance(Duration.ofMillis(1_999));
    assertThat(world.ends).isEmpty();
    assertThat(world.mux.ended()).isEmpty();
    world.advance(Duration.ofMillis(1));
    world.assertStopped();
  }

  @Test
  void whoIsBlockedInASendIsWokenByAStop() {
    world.running(KEEP);
    world.peer.pauseReading();
    List<String> thrown = new ArrayList<>();
    TestJob job =
        world.job(
            KEEP,
            EAGERLY,
            each -> {
              try {
                while (true) {
                  each.send(MuxWorld.hex(50_000));
                }
              } catch (MuxException stopped) {
                thrown.add(stopped.failure().category() + "");
              } catch (InterruptedException cancelled) {
                thrown.add("interrupted");
              }
            });
    assertThat(world.mux.counters().egressQueued()).isGreaterThanOrEqualTo(262_143);
    world.mux.stop();
    world.runtime.runUntilIdle();
    assertThat(thrown).hasSize(1);
    assertThat(job.told()).containsExactly("start", "cancel", "ended Shutdown");
  }

  @Test
  void nothingCanBeRunOnceItStops() {
    world.running(KEEP);
    world.mux.stop();
    assertThatExceptionOfType(MuxException.class)
        .isThrownBy(() -> world.idle(KEEP, EAGERLY))
        .matches(thrown -> thrown.failure().category() == FailureCategory.SHUTTING_DOWN);
    world.mux.run();
  }

  @Test
  void aFinWithoutAJobIsAnEndInOrderAfterASecond() {
    world.running(KEEP);
    TestJob waiting = world.idle(KEEP, ON_DEMAND);
    world.peer.shutdownOutput();
    world.advance(Duration.ofMillis(999));
    assertThat(world.mux.ended()).isEmpty();
    world.advance(Duration.ofMillis(1));
    world.assertEnded(new MuxEnd.RemoteClosed("while nothing ran"));
    assertThat(waiting.told()).containsExactly("ended Shutdown");
    assertThat(world.said())
        .last()
        .isEqualTo("ended, because the remote side closed the connection while nothing ran");
    world.peer.awaitReset();
  }

  @Test
  void aFinWhileAJobRunsFailsAfterASecondInWhichAnswersAreStillWritten() {
    world.running(KEEP);
    TestJob job = world.idle(KEEP, EAGERLY);
    world.peer.shutdownOutput();
    world.advance(Duration.ofMillis(500));
    world.runtime.start("answer", () -> job.send("820107"));
    world.expect(KEEP, "820107");
    world.advance(Duration.ofMillis(500));
    assertThat(world.error()).isInstanceOf(MuxError.BearerClosed.class);
    assertThat(job.told()).containsExactly("start", "cancel", "ended Shutdown");
  }

  @Test
  void anOwnWriteThatFailsDuringTheGraceIsAnIoErrorAtOnce() {
    world.running(KEEP);
    TestJob job = world.idle(KEEP, EAGERLY);
    world.peer.shutdownOutput();
    world.advance(Duration.ofMillis(400));
    world.network.connection(world.peer.connectionId()).failWrite(world.mux.connectionId(), 1);
    world.runtime.start("answer", () -> job.send("820107"));
    assertThat(world.error()).isInstanceOf(MuxError.IoError.class);
    assertThat(world.runtime.elapsed()).isEqualTo(Duration.ofMillis(400));
  }

  @Test
  void everyJobIsToldTheErrorThatEndedItAndSoIsWhoComesTooLate() {
    world.running(KEEP, CHAIN);
    TestJob running = world.idle(KEEP, EAGERLY);
    TestJob waiting = world.idle(CHAIN, ON_DEMAND);
    world.send(new ProtocolKey(99, KEEP.direction()), "00");
    MuxEnd end = new MuxEnd.Failed(new MuxError.UnknownMiniProtocol(99));
    assertThat(world.error()).isEqualTo(((MuxEnd.Failed) end).error());
    assertThat(running.end()).contains(new JobEnd.Shutdown(end));
    assertThat(waiting.end()).contains(new JobEnd.Shutdown(end));
    assertThatExceptionOfType(MuxException.class)
        .as("that it is not registered is of no interest any more")
        .isThrownBy(() -> world.idle(MuxWorld.TX, EAGERLY))
        .withMessageContaining("mini-protocol 99")
        .matches(thrown -> thrown.failure().category() == FailureCategory.REMOTE_MISBEHAVED);
  }

  @Test
  void aHalfThatDrainsWhenItIsStoppedWasShutDown() {
    world.running(KEEP);
    world.peer.pauseReading();
    TestJob job = world.job(KEEP, EAGERLY, each -> each.send(MuxWorld.hex(200_000)));
    assertThat(world.said()).endsWith("8 responder terminating");
    world.mux.stop();
    world.runtime.runUntilIdle();
    assertThat(job.told()).containsExactly("start", "ended Shutdown");
    assertThat(world.mux.statusMap()).containsEntry(KEEP, JobStatus.IDLE);
  }

  @Test
  void whatCameBeforeAFinIsStillServed() {
    world.running(KEEP);
    TestJob job =
        world.job(
            KEEP,
            ON_DEMAND,
            each -> {
              each.receive(3);
              each.send("820107");
            });
    world.send(KEEP, "820007");
    world.peer.shutdownOutput();
    world.expect(KEEP, "820107");
    world.advance(Duration.ofSeconds(1));
    world.assertEnded(new MuxEnd.RemoteClosed("while nothing ran"));
    assertThat(job.told()).containsExactly("start", "ended Clean");
  }

  @Test
  void aFinInsideAnSduHasNoGrace() {
    world.running(KEEP);
    world.idle(KEEP, EAGERLY);
    world.peer.write("0000000000080003" + "82");
    world.peer.shutdownOutput();
    assertThat(world.error()).isInstanceOf(MuxError.BearerClosed.class);
    assertThat(world.runtime.elapsed()).isZero();
  }

  @Test
  void aFinInsideAnSduThatWouldHaveStartedAHalfIsInOrderAndStillSaid() {
    world.running(KEEP);
    world.idle(KEEP, ON_DEMAND);
    world.peer.write("0000000000080003" + "82");
    world.peer.shutdownOutput();
    world.assertEnded(new MuxEnd.RemoteClosed("in the middle of an SDU, while nothing ran"));
    assertThat(world.runtime.elapsed()).isZero();
  }

  @Test
  void aStopDuringTheGraceIsAStop() {
    world.running(KEEP);
    world.idle(KEEP, EAGERLY);
    world.peer.shutdownOutput();
    world.advance(Duration.ofMillis(500));
    world.mux.stop();
    world.assertStopped();
  }

  @Test
  void aResetIsAnIoErrorAtOnce() {
    world.running(KEEP);
    TestJob job = world.idle(KEEP, EAGERLY);
    world.peer.reset();
    assertThat(world.error()).isInstanceOf(MuxError.IoError.class);
    assertThat(job.told()).containsExactly("start", "cancel", "ended Shutdown");
    assertThat(world.said()).last().asString().startsWith("ended, because the connection broke");
  }

  @Test
  void aBatchThatIsNotTakenInTimeEndsIt() {
    world.running(KEEP);
    world.peer.pauseReading();
    world.job(KEEP, EAGERLY, each -> each.send(MuxWorld.hex(40_000)));
    world.advance(Duration.ofSeconds(4 * 30).minusMillis(1));
    assertThat(world.mux.ended()).isEmpty();
    world.advance(Duration.ofMillis(1));
    assertThat(world.error()).isEqualTo(new MuxError.SduWriteTimeout(4, Duration.ofMinutes(2)));
  }

  @Test
  void aRemoteSideThatReadsSlowlyIsBorne() {
    world.running(KEEP);
    TestJob job = world.idle(KEEP, EAGERLY);
    for (int i = 0; i < 20; i++) {
      world.peer.pauseReading();
      world.runtime.start("send", () -> job.send(MuxWorld.hex(20_000)));
      world.advance(Duration.ofSeconds(59));
      world.peer.resumeReading();
      world.runtime.runUntilIdle();
      assertThat(world.mux.ended()).isEmpty();
    }
    world.advance(Duration.ofMinutes(10));
    assertThat(world.mux.ended()).as("what is written has no deadline").isEmpty();
  }

  @Test
  void theFactoryStopsWhatItMade() {
    world.running(KEEP);
    TestJob job = world.idle(KEEP, EAGERLY);
    assertThat(world.factory.live()).isEqualTo(1);
    world.factory.close();
    world.factory.close();
    world.assertStopped();
    assertThat(world.factory.live()).isZero();
    assertThat(job.told()).containsExactly("start", "cancel", "ended Shutdown");
  }

  @Test
  void oneWhoThrowsWhenToldOfTheEndDoesNotKeepItFromOthers() {
    List<MuxEnd> told = new ArrayList<>();
    world.mux.whenEnded(
        end -> {
          throw new IllegalStateException("not interested");
        });
    world.mux.whenEnded(told::add);
    world.mux.stop();
    world.runtime.runUntilIdle();
    assertThat(told).hasSize(1);
    assertThat(world.runtime.uncaught()).hasSize(1);
  }
}

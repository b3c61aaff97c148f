package io.tempera.mux.internal;

import static io.tempera.mux.StartMode.EAGERLY;
import static io.tempera.mux.StartMode.ON_DEMAND;
import static io.tempera.mux.StartMode.ON_DEMAND_ANY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tempera.mux.JobCompletion;
import io.tempera.mux.JobEnd;
import io.tempera.mux.JobStatus;
import io.tempera.mux.MiniProtocolJob;
import io.tempera.mux.MuxChannel;
import io.tempera.mux.MuxError;
import io.tempera.mux.MuxException;
import io.tempera.mux.ProtocolKey;
import io.tempera.testkit.RawSdu;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When jobs start and how they end. */
class JobsTest {
  private static final ProtocolKey CHAIN = MuxWorld.CHAIN;
  private static final ProtocolKey BLOCK = MuxWorld.BLOCK;
  private static final ProtocolKey TX = MuxWorld.TX;
  private static final ProtocolKey KEEP = MuxWorld.KEEP;
  private static final ProtocolKey ASKER = MuxWorld.ASKER;

  private final MuxWorld world = new MuxWorld();

  JobsTest() throws Exception {}

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void anEagerJobStartsAtOnce() {
    world.running(KEEP);
    TestJob job = world.idle(KEEP, EAGERLY);
    assertThat(job.told()).containsExactly("start");
    assertThat(world.said())
        .containsExactly(
            "made with 8 responder", "starting", "running", "8 responder to start EAGERLY");
    assertThat(world.mux.statusMap()).containsEntry(KEEP, JobStatus.RUNNING);
  }

  @Test
  void whatIsAskedForEarlyStartsWhenItRuns() {
    world.mux.register(ASKER, MuxWorld.LIMIT);
    TestJob job = world.idle(ASKER, EAGERLY);
    assertThat(job.told()).isEmpty();
    assertThat(world.mux.statusMap()).containsEntry(ASKER, JobStatus.RUNNING);
    world.running();
    assertThat(job.told()).containsExactly("start");
  }

  @Test
  void aJobOnDemandStartsWithItsOwnBytesOnly() {
    world.running(KEEP, CHAIN);
    TestJob keep = world.idle(KEEP, ON_DEMAND);
    TestJob chain = world.idle(CHAIN, ON_DEMAND);
    world.send(CHAIN, "00");
    assertThat(chain.told()).containsExactly("start");
    assertThat(keep.told()).isEmpty();
    assertThat(world.mux.statusMap())
        .containsEntry(CHAIN, JobStatus.RUNNING)
        .containsEntry(KEEP, JobStatus.START_ON_DEMAND);
  }

  @Test
  void jobsOnAnyDemandStartTogetherBehindTheOneWithTheBytes() {
    world.running(KEEP, CHAIN, BLOCK, TX);
    world.idle(TX, ON_DEMAND_ANY);
    world.idle(CHAIN, ON_DEMAND_ANY);
    world.idle(BLOCK, ON_DEMAND);
    world.idle(KEEP, ON_DEMAND);
    world.tracer.clear();
    world.send(KEEP, "00");
    assertThat(world.said())
        .containsExactly(
            "8 responder started on demand",
            "2 responder started on demand",
            "4 responder started on demand");
  }

  @Test
  void inOneBurstTheJobsOnDemandStartFirstByNumberWhateverCameFirst() throws Exception {
    world.running(KEEP, CHAIN, BLOCK, TX);
    world.idle(TX, ON_DEMAND_ANY);
    world.idle(KEEP, ON_DEMAND);
    world.idle(BLOCK, ON_DEMAND);
    world.idle(CHAIN, ON_DEMAND_ANY);
    world.tracer.clear();
    for (int number : List.of(4, 8, 3)) {
      world.peer.send(RawSdu.of(number, false, "00"));
    }
    world.runtime.runUntilIdle();
    assertThat(world.said())
        .containsExactly(
            "3 responder started on demand",
            "2 responder started on demand",
            "4 responder started on demand",
            "8 responder started on demand");
  }

  @Test
  void whatAJobWaitsForCanBeChangedWhileItWaits() {
    world.running(KEEP, CHAIN, BLOCK);
    TestJob keep = world.idle(KEEP, ON_DEMAND_ANY);
    world.idle(CHAIN, ON_DEMAND);
    world.idle(BLOCK, ON_DEMAND);
    world.mux.changeStart(KEEP, ON_DEMAND);
    assertThat(world.mux.statusMap()).containsEntry(KEEP, JobStatus.START_ON_DEMAND);
    world.send(CHAIN, "00");
    assertThat(keep.told()).as("it waits for its own").isEmpty();
    world.mux.changeStart(KEEP, ON_DEMAND_ANY);
    world.send(BLOCK, "00");
    assertThat(keep.told()).containsExactly("start");
    world.mux.changeStart(KEEP, ON_DEMAND);
    assertThat(world.mux.statusMap()).containsEntry(KEEP, JobStatus.RUNNING);
    assertThatIllegalArgumentException().isThrownBy(() -> world.mux.changeStart(KEEP, EAGERLY));
  }

  @Test
  void bytesOfAJobThatRunsStartNoOther() {
    world.running(KEEP, CHAIN);
    world.idle(KEEP, EAGERLY);
    TestJob waiting = world.idle(CHAIN, ON_DEMAND_ANY);
    world.send(KEEP, "00");
    assertThat(waiting.told()).isEmpty();
  }

  @Test
  void bytesThatAreThereAlreadyStartAtOnceAndOnDemandGoesFirst() {
    for (ProtocolKey key : List.of(KEEP, CHAIN, TX)) {
      world.mux.register(key, MuxWorld.LIMIT);
    }
    world.idle(CHAIN, ON_DEMAND_ANY);
    world.idle(TX, ON_DEMAND_ANY);
    world.idle(KEEP, ON_DEMAND);
    world.peer.send(RawSdu.of(8, false, "00"));
    world.peer.send(RawSdu.of(4, false, "00"));
    world.runtime.runUntilIdle();
    world.mux.run();
    world.runtime.runUntilIdle();
    assertThat(world.said())
        .containsExactly(
            "made with 2 responder, 4 responder, 8 responder",
            "starting",
            "running",
            "2 responder to start ON_DEMAND_ANY",
            "4 responder to start ON_DEMAND_ANY",
            "8 responder to start ON_DEMAND",
            "8 responder started on demand",
            "2 responder started on demand",
            "4 responder started on demand");
  }

  @Test
  void aRequestBehindADoneInTheSameSduGoesToTheNextRun() {
    world.running(KEEP);
    TestJob first = world.job(KEEP, ON_DEMAND, job -> assertThat(job.receive(2)).isEqualTo("8102"));
    world.send(KEEP, "8102" + "820004");
    assertThat(first.told()).containsExactly("start", "ended Clean");
    TestJob second =
        world.job(
            KEEP,
            ON_DEMAND,
            job -> {
              assertThat(job.receive(3)).isEqualTo("820004");
              job.send("820104");
              job.receive(1);
            });
    world.expect(KEEP, "820104");
    assertThat(second.told()).containsExactly("start");
  }

  @Test
  void aCleanEndComesWhenTheLastBytesAreOnTheirWay() {
    world.running(KEEP);
    world.peer.pauseReading();
    int more = 1_000_000;
    TestJob job =
        world.job(
            KEEP,
            EAGERLY,
            each -> {
              each.send(MuxWorld.hex(more));
            });
    assertThat(job.told()).containsExactly("start");
    assertThat(world.said()).endsWith("8 responder terminating");
    assertThat(world.mux.statusMap()).containsEntry(KEEP, JobStatus.RUNNING);
    assertThatExceptionOfType(MuxException.class)
        .isThrownBy(() -> world.idle(KEEP, EAGERLY))
        .withMessageContaining("8 responder");
    world.peer.resumeReading();
    world.runtime.runUntilIdle();
    assertThat(job.told()).containsExactly("start", "ended Clean");
    assertThat(world.said()).endsWith("8 responder ended");
    assertThat(world.mux.statusMap()).containsEntry(KEEP, JobStatus.IDLE);
  }

  @Test
  void whoIsThroughCannotUseItsChannel() {
    world.running(KEEP);
    TestJob job = world.idle(KEEP, EAGERLY);
    world.send(KEEP, "00");
    job.returned();
    job.returned();
    job.failed("too late to matter");
    assertThatExceptionOfType(MuxException.class).isThrownBy(() -> job.channel().take(1));
    assertThatExceptionOfType(MuxException.class).isThrownBy(() -> job.send("00"));
    assertThat(world.mux.ended()).isEmpty();
    assertThat(job.told()).containsExactly("start", "ended Clean");
  }

  @Test
  void aJobMayBeRunAgainFromItsEnd() {
    world.running(KEEP);
    List<String> told = new ArrayList<>();
    world.mux.runMiniProtocol(KEEP, EAGERLY, new AgainJob(3, told));
    world.runtime.runUntilIdle();
    assertThat(told)
        .containsExactly("start 3", "ended 3", "start 2", "ended 2", "start 1", "ended 1");
  }

  /** Returns at once, and runs another one from its end. */
  private final class AgainJob implements MiniProtocolJob {
    private final int left;
    private final List<String> told;

    AgainJob(int left, List<String> told) {
      this.left = left;
      this.told = told;
    }

    @Override
    public void start(MuxChannel channel, JobCompletion completion) {
      told.add("start " + left);
      completion.returned();
    }

    @Override
    public void cancel() {
      told.add("cancel");
    }

    @Override
    public void ended(JobEnd end) {
      told.add("ended " + left);
      if (left > 1) {
        world.mux.runMiniProtocol(KEEP, EAGERLY, new AgainJob(left - 1, told));
      }
    }
  }

  @Test
  void aFailedJobEndsEverything() {
    world.running(KEEP, CHAIN, TX);
    TestJob failing = world.idle(KEEP, EAGERLY);
    TestJob running = world.idle(CHAIN, EAGERLY);
    TestJob waiting = world.idle(TX, ON_DEMAND);
    world.tracer.clear();
    failing.failed("wrong cookie");
    assertThat(world.error()).isInstanceOf(MuxError.MiniProtocolFailed.class);
    assertThat(failing.told()).containsExactly("start", "ended Failed");
    assertThat(running.told()).containsExactly("start", "cancel", "ended Shutdown");
    assertThat(waiting.told()).containsExactly("ended Shutdown");
    assertThat(world.said())
        .containsExactly(
            "8 responder failed: wrong cookie",
            "ended, because mini-protocol 8 responder failed: wrong cookie");
    world.peer.awaitReset();
  }

  @Test
  void aJobThatThrowsInStartHasFailed() {
    world.running(KEEP);
    List<JobEnd> ends = new ArrayList<>();
    world.mux.runMiniProtocol(
        KEEP,
        EAGERLY,
        new MiniProtocolJob() {
          @Override
          public void start(MuxChannel channel, JobCompletion completion) {
            throw new IllegalStateException("no memory of that");
          }

          @Override
          public void cancel() {}

          @Override
          public void ended(JobEnd end) {
            ends.add(end);
          }
        });
    assertThat(world.error().text()).contains("no memory of that");
    assertThat(ends).hasSize(1).first().isInstanceOf(JobEnd.Failed.class);
  }

  @Test
  void whatRunsOrIsUnknownCannotBeRunOrWithdrawn() {
    world.running(KEEP, CHAIN);
    world.idle(KEEP, EAGERLY);
    world.idle(CHAIN, ON_DEMAND);
    assertThatExceptionOfType(MuxException.class).isThrownBy(() -> world.idle(KEEP, EAGERLY));
    assertThatExceptionOfType(MuxException.class).isThrownBy(() -> world.idle(CHAIN, EAGERLY));
    assertThatExceptionOfType(MuxException.class).isThrownBy(() -> world.idle(TX, EAGERLY));
    assertThatExceptionOfType(MuxException.class).isThrownBy(() -> world.mux.withdraw(KEEP));
    assertThatExceptionOfType(MuxException.class).isThrownBy(() -> world.mux.withdraw(CHAIN));
    world.mux.withdraw(TX);
  }
}

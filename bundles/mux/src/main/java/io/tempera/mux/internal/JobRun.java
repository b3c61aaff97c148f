package io.tempera.mux.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.failure.Failure;
import io.tempera.mux.JobCompletion;
import io.tempera.mux.JobEnd;
import io.tempera.mux.MiniProtocolJob;
import io.tempera.mux.ProtocolKey;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** One run of a half: the job, its channel, and its word that it is through. */
final class JobRun implements MuxJob, JobCompletion {
  private final ConnectionId id;
  private final ProtocolKey key;
  private final MiniProtocolJob job;
  private final EgressScheduler egress;
  private final Consumer<MuxEvent> machine;
  private final AtomicBoolean through = new AtomicBoolean();

  // Set before the job is started, which is before anybody else looks.
  private Optional<Half> half = Optional.empty();
  private Optional<JobChannel> channel = Optional.empty();

  JobRun(
      ConnectionId id,
      ProtocolKey key,
      MiniProtocolJob job,
      EgressScheduler egress,
      Consumer<MuxEvent> machine) {
    this.id = id;
    this.key = key;
    this.job = job;
    this.egress = egress;
    this.machine = machine;
  }

  /** Connects it with the registered half, when the machine has accepted it. */
  void attach(Half registered) {
    half = Optional.of(registered);
  }

  @Override
  public ProtocolKey key() {
    return key;
  }

  @Override
  public void start() {
    Half mine = half.orElseThrow();
    JobChannel opened = new JobChannel(mine, egress);
    channel = Optional.of(opened);
    mine.unwatchData();
    mine.reader(opened);
    job.start(opened, this);
  }

  @Override
  public void cancel() {
    job.cancel();
  }

  @Override
  public void end(JobEnd end) {
    Refusal why =
        switch (end) {
          case JobEnd.Shutdown(var muxEnd) -> Refusal.ended(id, muxEnd);
          case JobEnd.Clean() -> over();
          case JobEnd.Failed(var failure) -> over();
        };
    channel.ifPresent(opened -> opened.close(why));
    half.orElseThrow().unwatchData();
    half.orElseThrow().noReader();
    job.ended(end);
  }

  @Override
  public void awaitDrain() {
    channel.orElseThrow().whenDrained(() -> machine.accept(new MuxEvent.EgressDrained(this)));
  }

  @Override
  public void returned() {
    through(new MuxEvent.JobReturned(this));
  }

  @Override
  public void failed(Failure failure) {
    through(new MuxEvent.JobFailed(this, failure));
  }

  private void through(MuxEvent how) {
    if (through.compareAndSet(false, true)) {
      channel.orElseThrow().close(over());
      machine.accept(how);
    }
  }

  private Refusal over() {
    return Refusal.wrongState(
        id, "mini-protocol " + key + " is through; its channel is no more of use");
  }
}

package io.tempera.mux.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.failure.Failure;
import io.tempera.mux.JobCompletion;
import io.tempera.mux.JobEnd;
import io.tempera.mux.MiniProtocolJob;
import io.tempera.mux.ProtocolKey;
import java.util.function.Consumer;

/** One run of a half: the job, its channel, and its word that it is through. */
final class JobRun implements MuxJob, JobCompletion {
  private final ConnectionId id;
  private final ProtocolKey key;
  private final MiniProtocolJob job;
  private final EgressScheduler egress;
  private final Consumer<MuxEvent> machine;

  // Null before it is accepted and started, which is before anybody else looks. An Optional each
  // would be a fifth of what a running half costs.
  private Half half;
  private JobChannel channel;

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
    half = registered;
  }

  @Override
  public ProtocolKey key() {
    return key;
  }

  @Override
  public void start() {
    channel = new JobChannel(half, egress);
    half.unwatchData();
    half.reader(channel);
    job.start(channel, this);
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
    if (channel != null) {
      channel.close(why);
    }
    half.unwatchData();
    half.noReader();
    job.ended(end);
  }

  @Override
  public void awaitDrain() {
    channel.whenDrained(() -> machine.accept(new MuxEvent.EgressDrained(this)));
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
    // Whoever closes it first decides: a second word, or one after the end, says nothing.
    if (channel.close(over())) {
      machine.accept(how);
    }
  }

  private Refusal over() {
    return Refusal.wrongState(
        id, "mini-protocol " + key + " is through; its channel is no more of use");
  }
}

package io.tempera.mux.internal;

import io.tempera.failure.Failure;
import io.tempera.mux.JobCompletion;
import io.tempera.mux.JobEnd;
import io.tempera.mux.MiniProtocolJob;
import io.tempera.mux.ProtocolKey;

/** One run of a half: the job, its channel, and its word that it is through. */
final class JobRun implements MuxJob, JobCompletion {
  private final JobContext context;
  private final ProtocolKey key;
  private final MiniProtocolJob job;

  // Null before it is accepted and started, which is before anybody else looks. An Optional each
  // would be a fifth of what a running half costs.
  private Half half;
  private JobChannel channel;

  JobRun(JobContext context, ProtocolKey key, MiniProtocolJob job) {
    this.context = context;
    this.key = key;
    this.job = job;
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
    channel = new JobChannel(half, context);
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
          case JobEnd.Shutdown(var muxEnd) -> Refusal.ended(context.id(), muxEnd);
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
    channel.whenDrained(() -> context.machine().accept(new MuxEvent.EgressDrained(this)));
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
      context.machine().accept(how);
    }
  }

  private Refusal over() {
    return Refusal.wrongState(
        context.id(), "mini-protocol " + key + " is through; its channel is no more of use");
  }
}

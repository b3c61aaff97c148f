package io.tempera.mux;

import org.osgi.annotation.versioning.ProviderType;

/**
 * What runs in a half: called by the multiplexer, from any thread, one call at a time, in the order
 * start, cancel, ended. None of them may block.
 */
@ProviderType
public interface MiniProtocolJob {
  /**
   * It may run now: once, unless the multiplexer ends first. Whoever runs it calls {@link
   * JobCompletion} when it is through.
   */
  void start(MuxChannel channel, JobCompletion completion);

  /** The multiplexer is ending: come to an end soon. At most once, and only after start. */
  void cancel();

  /**
   * It is over: the last call, exactly once, also for a half that never started. After a clean end
   * everything that it sent has been handed to the bearer, and the half may be run again.
   */
  void ended(JobEnd end);
}

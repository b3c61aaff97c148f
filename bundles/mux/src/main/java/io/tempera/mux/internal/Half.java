package io.tempera.mux.internal;

import io.tempera.mux.JobStatus;
import io.tempera.mux.MuxError;
import io.tempera.mux.ProtocolKey;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A registered half: its ingress limit, what has arrived for it, and who wants to know. Its queue
 * is made at the first byte.
 */
final class Half {
  private final ProtocolKey key;

  /** What register asked for. */
  private volatile int wantedLimit;

  /** What holds now. The loop's. */
  private int limit;

  /** Whether it is in the list of those that got bytes in this burst. The loop's. */
  private boolean touched;

  private volatile JobStatus status = JobStatus.IDLE;
  private volatile boolean dataWatched;

  // Null while there is none.
  private volatile IngressQueue queue;
  private volatile JobChannel reader;

  Half(ProtocolKey key, int limit) {
    this.key = key;
    this.wantedLimit = limit;
    this.limit = limit;
  }

  ProtocolKey key() {
    return key;
  }

  /** A larger limit holds from the next payload on, a smaller one when the queue fits into it. */
  void limit(int newLimit) {
    wantedLimit = newLimit;
  }

  /** What people see that it is doing. */
  JobStatus status() {
    return status;
  }

  void status(JobStatus newStatus) {
    status = newStatus;
  }

  /** Queues a payload, or says why not. On the loop. */
  Optional<MuxError> append(ByteBuffer payload, boolean owned) {
    IngressQueue bytes = queue;
    long waiting = bytes == null ? 0 : bytes.notLookedAt();
    int wanted = wantedLimit;
    if (wanted > limit || waiting <= wanted) {
      limit = wanted;
    }
    long after = waiting + payload.remaining();
    if (after > limit) {
      return Optional.of(new MuxError.IngressOverrun(key, limit, after));
    }
    if (bytes == null) {
      bytes = new IngressQueue();
      bytes.append(payload, owned);
      queue = bytes;
    } else {
      bytes.append(payload, owned);
    }
    return Optional.empty();
  }

  /** Notes that bytes came in this burst; false when that was known. On the loop. */
  boolean touch() {
    boolean first = !touched;
    touched = true;
    return first;
  }

  /** The burst is over: wakes the reader. On the loop. */
  void burstEnded() {
    touched = false;
    JobChannel now = reader;
    if (now != null) {
      now.bytesArrived();
    }
  }

  /** How many bytes have arrived and were not taken. */
  long arrived() {
    IngressQueue bytes = queue;
    return bytes == null ? 0 : bytes.arrived();
  }

  /** The queue, when something has ever arrived. The reader's. */
  Optional<IngressQueue> queue() {
    return Optional.ofNullable(queue);
  }

  /** Who is told when bytes arrive. */
  void reader(JobChannel channel) {
    reader = channel;
  }

  /** Nobody is told any more, and what was not taken will be new to whoever comes next. */
  void noReader() {
    reader = null;
    IngressQueue bytes = queue;
    if (bytes != null) {
      bytes.lookAgain();
    }
  }

  /**
   * From now on {@link #claimData} tells once that bytes are there. Whoever asks calls it
   * afterwards, so that bytes that are there already are seen.
   */
  void watchData() {
    dataWatched = true;
  }

  /** Whether somebody watches, and bytes are there; then nobody watches any more. */
  boolean claimData() {
    if (!dataWatched || arrived() == 0) {
      return false;
    }
    dataWatched = false;
    return true;
  }

  /** Nobody watches any more. */
  void unwatchData() {
    dataWatched = false;
  }
}

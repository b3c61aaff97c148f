package io.tempera.bearer.internal;

/**
 * What can be set about bearers.
 *
 * @param threads event loops, each a thread; at least 1. Used at start only
 * @param transport what the sockets run on. Used at start only
 * @param backlog connections that the kernel keeps for a listener that does not accept them yet;
 *     {@value #MIN_BACKLOG} to {@value #MAX_BACKLOG}. Used for listeners opened from then on
 * @param readBuffer the most bytes that one channel reads in one turn; {@value #MIN_READ_BUFFER} to
 *     {@value #MAX_READ_BUFFER}. Used for bearers opened from then on
 */
record BearerSettings(int threads, Transport transport, int backlog, int readBuffer) {
  /** The reference's listen backlog (ouroboros-network framework, Snocket.hs). */
  static final int BACKLOG = 8;

  static final int MIN_BACKLOG = 1;
  static final int MAX_BACKLOG = 65_535;

  /** The reference's read buffer (network-mux Network.Mux.Bearer). */
  static final int READ_BUFFER = 131_072;

  static final int MIN_READ_BUFFER = 2_048;
  static final int MAX_READ_BUFFER = 1_048_576;

  BearerSettings {
    if (threads < 1) {
      throw new IllegalArgumentException("threads is " + threads + "; set it to 1 or more");
    }
    if (backlog < MIN_BACKLOG || backlog > MAX_BACKLOG) {
      throw new IllegalArgumentException(
          "listen.backlog is %d connections; set it to %d to %d"
              .formatted(backlog, MIN_BACKLOG, MAX_BACKLOG));
    }
    if (readBuffer < MIN_READ_BUFFER || readBuffer > MAX_READ_BUFFER) {
      throw new IllegalArgumentException(
          "read.buffer is %d bytes; set it to %d to %d"
              .formatted(readBuffer, MIN_READ_BUFFER, MAX_READ_BUFFER));
    }
  }

  /** The defaults, on a transport. */
  static BearerSettings defaults(Transport transport) {
    return new BearerSettings(defaultThreads(), transport, BACKLOG, READ_BUFFER);
  }

  /** These, with another backlog. */
  BearerSettings withBacklog(int other) {
    return new BearerSettings(threads, transport, other, readBuffer);
  }

  /** These, but with the threads and the transport that are in use. */
  BearerSettings inUseWith(BearerSettings started) {
    return new BearerSettings(started.threads, started.transport, backlog, readBuffer);
  }

  /** Half of the processors: the other half runs the mini-protocols that the loops feed. */
  static int defaultThreads() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
  }
}

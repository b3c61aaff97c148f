package io.tempera.chain.memory.internal;

import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What the operator decides.
 *
 * @param window how much of the chain is kept
 * @param candidateHeaders how many more headers of a peer are kept, waiting for their blocks, than
 *     this chain has blocks since the two parted, and {@value Candidate#HEADER_BYTES} bytes for
 *     each of all these on average; key {@code candidate.headers}, 1 or more
 * @param fetch how many blocks are asked for before they are here
 * @param suspendedFor how long the place on a peer's chain is kept when nobody follows it at the
 *     moment; key {@code suspended.for}, above zero, at most {@link #LONGEST_SUSPENDED}
 * @param start where the chain begins while it has no block
 * @param load the file that is read at start
 * @param save the file that is written at stop
 */
public record MemorySettings(
    WindowLimits window,
    int candidateHeaders,
    FetchLimits fetch,
    Duration suspendedFor,
    ChainStart start,
    Optional<Path> load,
    Optional<Path> save) {
  /** Cardano's security parameter: a fork may be as long as that. */
  static final int CANDIDATE_HEADERS = 2_160;

  /** Seconds: several times as long as a hand-over may take. */
  static final int SUSPENDED_SECONDS = 60;

  /** A place that is older than an hour is of no use. */
  static final Duration LONGEST_SUSPENDED = Duration.ofHours(1);

  /** As they are when nobody says otherwise, whatever the heap. */
  public static final MemorySettings DEFAULT =
      new MemorySettings(
          new WindowLimits(WindowLimits.BLOCKS, WindowLimits.MOST_BYTES),
          CANDIDATE_HEADERS,
          FetchLimits.DEFAULT,
          Duration.ofSeconds(SUSPENDED_SECONDS),
          ChainStart.ORIGIN,
          Optional.empty(),
          Optional.empty());

  /** The PID, which each complaint begins with. */
  static final String PID = "io.tempera.chain.memory";

  /** Checks the ranges. */
  public MemorySettings {
    atLeast("candidate.headers", candidateHeaders, 1);
    within("suspended.for", suspendedFor, LONGEST_SUSPENDED);
  }

  /**
   * The same with another window.
   *
   * @param blocks that are kept, 1 or more
   * @param bytes that are kept, 1 or more
   */
  public MemorySettings withWindow(int blocks, long bytes) {
    return new MemorySettings(
        new WindowLimits(blocks, bytes), candidateHeaders, fetch, suspendedFor, start, load, save);
  }

  /** The same with another number of headers for each peer. */
  public MemorySettings withCandidateHeaders(int headers) {
    return new MemorySettings(window, headers, fetch, suspendedFor, start, load, save);
  }

  /**
   * The same with other limits of what is on its way.
   *
   * @param rangeBlocks in one range, 1 or more
   * @param peerBlocks from one peer, a range or more
   * @param blocks from all peers, as many as from one or more
   * @param bytes of them, 1 or more
   */
  public MemorySettings withFetch(int rangeBlocks, int peerBlocks, int blocks, long bytes) {
    return withFetch(new FetchLimits(rangeBlocks, peerBlocks, blocks, bytes, fetch.patience()));
  }

  /** The same with other limits of what is on its way. */
  MemorySettings withFetch(FetchLimits other) {
    return new MemorySettings(window, candidateHeaders, other, suspendedFor, start, load, save);
  }

  /** The same with another time for which a place is kept. */
  MemorySettings withSuspendedFor(Duration time) {
    return new MemorySettings(window, candidateHeaders, fetch, time, start, load, save);
  }

  /**
   * The same with another beginning.
   *
   * @param text {@code origin}, {@code tip} or SLOT.HASH
   */
  public MemorySettings withStart(String text) {
    return new MemorySettings(
        window, candidateHeaders, fetch, suspendedFor, ChainStart.parse(text), load, save);
  }

  /** The same with files. */
  public MemorySettings withFiles(Optional<Path> toLoad, Optional<Path> toSave) {
    return new MemorySettings(window, candidateHeaders, fetch, suspendedFor, start, toLoad, toSave);
  }

  static void atLeast(String key, long value, long least) {
    if (value < least) {
      throw senseless(key + " is at least " + least + "; it says " + value);
    }
  }

  static void within(String key, Duration time, Duration longest) {
    if (!time.isPositive() || time.compareTo(longest) > 0) {
      throw senseless(
          key
              + " is above 0 and at most "
              + longest.toSeconds()
              + " seconds; it says "
              + time.toMillis() / 1_000.0);
    }
  }

  static TemperaException senseless(String sentence) {
    return new TemperaException(FailureCategory.CONFIGURATION, PID + ": " + sentence);
  }
}

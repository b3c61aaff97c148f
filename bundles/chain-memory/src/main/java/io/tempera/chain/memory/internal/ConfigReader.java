package io.tempera.chain.memory.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Reads the settings as the operator writes them. */
final class ConfigReader {
  private static final double NANOS_PER_SECOND = 1e9;

  private ConfigReader() {}

  /**
   * Settings of which all make sense.
   *
   * @param heap how many bytes the heap has at the most
   * @throws io.tempera.failure.TemperaException with a sentence that names the key
   */
  static MemorySettings settings(MemoryChainConfig config, long heap) {
    return new MemorySettings(
        new WindowLimits(config.window_blocks(), windowBytes(config.window_bytes(), heap)),
        config.candidate_headers(),
        new FetchLimits(
            config.range_blocks(),
            config.peer_blocks(),
            config.fetch_blocks(),
            config.fetch_bytes()),
        seconds(config.suspended_for()),
        ChainStart.parse(config.start().trim()),
        path("load", config.load().trim()),
        path("save", config.save().trim()));
  }

  private static long windowBytes(long bytes, long heap) {
    return bytes == 0 ? WindowLimits.bytesFor(heap) : bytes;
  }

  private static Duration seconds(double seconds) {
    // Above every limit, and without the overflow that a really large number would bring.
    double bounded = Math.min(seconds, 2.0 * MemorySettings.LONGEST_SUSPENDED.toSeconds());
    return Duration.ofNanos((long) (bounded * NANOS_PER_SECOND));
  }

  private static Optional<Path> path(String key, String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    } catch (InvalidPathException none) {
      throw MemorySettings.senseless(key + " is no path of a file: " + none.getMessage());
    }
  }
}

package io.tempera.chain.memory.internal;

import io.tempera.kit.Seconds;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the settings as the operator writes them. */
final class ConfigReader {
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
            config.fetch_bytes(),
            Seconds.read(config.range_patience(), FetchLimits.LONGEST_PATIENCE)),
        Seconds.read(config.suspended_for(), MemorySettings.LONGEST_SUSPENDED),
        ChainStart.parse(config.start().trim()),
        path("load", config.load().trim()),
        path("save", config.save().trim()));
  }

  private static long windowBytes(long bytes, long heap) {
    return bytes == 0 ? WindowLimits.bytesFor(heap) : bytes;
  }

  private static Optional<Path> path(String key, String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    } catch (InvalidPathException none) {
      throw MemorySettings.senseless(key + " is no path of a file: " + none.getMessage());
    }
  }
}

package io.tempera.chain.memory.internal;

import io.tempera.chain.Block;
import io.tempera.chain.ChainFormat;
import io.tempera.chain.Encoded;
import io.tempera.chain.Header;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads headers and blocks by the formats that there are, the first one that knows it. */
final class Formats {
  private final Supplier<KnownFormats> known;

  /** Reads by the formats that there are each time, in their order. */
  Formats(Supplier<KnownFormats> known) {
    this.known = known;
  }

  Header header(Encoded header) throws Unreadable {
    return read("header", header, format -> format.header(header));
  }

  Block block(Encoded block) throws Unreadable {
    return read("block", block, format -> format.block(block));
  }

  private <T> T read(String what, Encoded item, Function<ChainFormat, Optional<T>> reading)
      throws Unreadable {
    KnownFormats all = known.get();
    List<ChainFormat> now = all.formats();
    for (ChainFormat format : now) {
      try {
        Optional<T> read = reading.apply(format);
        if (read.isPresent()) {
          return read.get();
        }
      } catch (IllegalArgumentException damaged) {
        throw Unreadable.damaged(
            what + " " + item + " is damaged, says " + format.name() + ": " + damaged.getMessage());
      }
    }
    throw Unreadable.unknown(
        what
            + " "
            + item
            + " is of no era that this node knows ("
            + (now.isEmpty()
                ? "no chain format is installed"
                : now.stream().map(ChainFormat::name).collect(Collectors.joining(", ")))
            + "); install the bundle with its format",
        !all.complete());
  }
}

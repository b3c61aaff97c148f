package io.tempera.chain.cardano.internal;

import io.tempera.chain.Encoded;
import io.tempera.kit.cbor.CborWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** Bytes of real chains: hexadecimal digits, below lines that say where they come from. */
final class RealBytes {
  private RealBytes() {}

  /** What a file beside this class holds. */
  static byte[] read(String name) {
    try (InputStream in = RealBytes.class.getResourceAsStream(name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return HexFormat.of()
          .parseHex(
              text.lines().filter(line -> !line.startsWith("#")).collect(Collectors.joining()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A block as block-fetch moves it. */
  static Encoded block(String name) {
    return embedded(read(name));
  }

  /** A header as chain-sync moves it. */
  static Encoded header(int era, String name) {
    return numbered(era, embedded(read(name)));
  }

  /** {@code #6.24(bytes)}. */
  static Encoded embedded(byte[] item) {
    return new Encoded(new CborWriter().tag(24).bytes(item).toByteArray());
  }

  /** {@code [number, item]}. */
  static Encoded numbered(int number, Encoded item) {
    return new Encoded(new CborWriter().array(2).unsigned(number).raw(item.bytes()).toByteArray());
  }
}

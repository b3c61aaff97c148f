package io.tempera.kit.cbor;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The well-formedness check of RFC 8949, appendix C, written down as it stands there, recursion
 * included: what the scanner is compared with.
 */
final class WellFormed {
  private final byte[] message;
  private int at;

  private WellFormed(byte[] message) {
    this.message = message;
  }

  /** The length of the first item, or nothing when there is no whole well-formed one. */
  static OptionalInt lengthOf(byte[] message) {
    WellFormed check = new WellFormed(message);
    return check.item(false).isPresent() ? OptionalInt.of(check.at) : OptionalInt.empty();
  }

  /** The major type, 99 for a break, or nothing. */
  private Optional<Integer> item(boolean breakable) {
    if (at >= message.length) {
      return Optional.empty();
    }
    int first = message[at++] & 0xff;
    int major = first >> 5;
    int info = first & 31;
    long value = info;
    if (info >= 24 && info <= 27) {
      int width = 1 << info - 24;
      if (message.length - at < width) {
        return Optional.empty();
      }
      value = 0;
      for (int i = 0; i < width; i++) {
        value = value << 8 | message[at++] & 0xff;
      }
    } else if (info >= 28 && info <= 30) {
      return Optional.empty();
    } else if (info == 31) {
      return indefinite(major, breakable);
    }
    boolean good =
        switch (major) {
          case 2, 3 -> skip(value);
          case 4 -> items(value, 1);
          case 5 -> items(value, 2);
          case 6 -> item(false).isPresent();
          case 7 -> info != 24 || value >= 32;
          default -> true;
        };
    return good ? Optional.of(major) : Optional.empty();
  }

  private Optional<Integer> indefinite(int major, boolean breakable) {
    switch (major) {
      case 2, 3 -> {
        while (true) {
          int before = at;
          Optional<Integer> chunk = item(true);
          if (chunk.isEmpty()) {
            return chunk;
          }
          if (chunk.get() == 99) {
            return Optional.of(major);
          }
          if (chunk.get() != major || (message[before] & 31) == 31) {
            return Optional.empty();
          }
        }
      }
      case 4, 5 -> {
        while (true) {
          Optional<Integer> key = item(true);
          if (key.isEmpty()) {
            return key;
          }
          if (key.get() == 99) {
            return Optional.of(major);
          }
          if (major == 5 && item(false).isEmpty()) {
            return Optional.empty();
          }
        }
      }
      case 7 -> {
        return breakable ? Optional.of(99) : Optional.empty();
      }
      default -> {
        return Optional.empty();
      }
    }
  }

  private boolean items(long count, int each) {
    if (count < 0 || count > message.length) {
      return false;
    }
    for (long i = 0; i < count * each; i++) {
      if (item(false).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private boolean skip(long bytes) {
    if (bytes < 0 || bytes > message.length - at) {
      return false;
    }
    at += (int) bytes;
    return true;
  }
}

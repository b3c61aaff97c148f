package io.tempera.chain.cardano.internal;

import io.tempera.chain.Encoded;
import io.tempera.chain.Hash;
import io.tempera.kit.cbor.CborException;
import io.tempera.kit.cbor.CborReader;
import io.tempera.kit.cbor.CborType;
import java.util.Optional;

/**
 * Reads one item as Cardano builds them: what the nodes wrap around is of the definite form, and
 * what the ledger reads may be of either (cardano-ledger-binary, decodeRecordNamed).
 */
final class ItemReader {
  /** Of a byte string that holds an item (RFC 8949, section 3.4.5.1). */
  static final int TAG_CBOR = 24;

  /**
   * Plutus data nest as deep as a transaction has bytes; a level costs 8 bytes while it is open.
   */
  private static final int DEEPEST = 65_536;

  private final byte[] bytes;
  private final CborReader reader;
  private int embeddedEnd;

  ItemReader(Encoded item) {
    bytes = item.bytes();
    reader = new CborReader(bytes, DEEPEST);
  }

  /** All of the item. */
  byte[] bytes() {
    return bytes;
  }

  /** The offset of the next byte. */
  int offset() {
    return reader.offset();
  }

  /**
   * Opens a pair that begins with a number.
   *
   * @return the number; empty when here is no such pair
   */
  Optional<Long> pairOf() {
    try {
      reader.readArrayOf(2);
      return Optional.of(reader.readUnsigned(Long.MAX_VALUE));
    } catch (CborException other) {
      return Optional.empty();
    }
  }

  /**
   * Opens a pair that begins with a number, in a byte string.
   *
   * @return the number; empty when here is no such pair
   */
  Optional<Long> embeddedPairOf() {
    try {
      openEmbedded();
    } catch (CborException other) {
      return Optional.empty();
    }
    return pairOf();
  }

  /** Opens a byte string that holds one item. */
  void openEmbedded() {
    int at = reader.offset();
    long tag = reader.readTag();
    if (tag != TAG_CBOR) {
      throw new CborException(at, "tag " + TAG_CBOR, "tag " + tag);
    }
    int length = reader.readBytesStart();
    embeddedEnd = reader.offset() + length;
  }

  /** Checks that the item in the byte string ends where that does. */
  void closeEmbedded() {
    if (reader.offset() != embeddedEnd) {
      throw new CborException(
          reader.offset(),
          "an item that ends with its byte string, at byte " + embeddedEnd,
          "the end of the item here");
    }
  }

  /** Checks that nothing is left. */
  void end() {
    reader.expectEnd();
  }

  /** Opens a pair of the definite form. */
  void pair() {
    reader.readArrayOf(2);
  }

  /**
   * Opens an array of so many items, in either form.
   *
   * @return whether its end is written behind it: for {@link #close}
   */
  boolean open(int items) {
    if (reader.peek() == CborType.ARRAY && reader.peekIndefinite()) {
      reader.readIndefiniteArray();
      return true;
    }
    reader.readArrayOf(items);
    return false;
  }

  /** Checks that an array ends here. */
  void close(boolean indefinite) {
    if (indefinite && !reader.readBreak()) {
      throw new CborException(
          reader.offset(), CborType.BREAK.words(), reader.peek().words() + " too many");
    }
  }

  /** An integer from 0 to a bound. */
  long number(long max) {
    return reader.readUnsigned(max);
  }

  /** A hash. */
  Hash hash() {
    int at = reader.offset();
    byte[] hash = reader.readBytes(Blake2b.BYTES);
    if (hash.length != Blake2b.BYTES) {
      throw new CborException(
          at, "a hash of " + Blake2b.BYTES + " bytes", "one of " + hash.length + " bytes");
    }
    return Hash.of(hash);
  }

  /** A hash, or null. */
  Optional<Hash> hashOrNull() {
    if (reader.peek() == CborType.NULL) {
      reader.readNull();
      return Optional.empty();
    }
    return Optional.of(hash());
  }

  /** Passes over whole items. */
  void skip(int items) {
    for (int i = 0; i < items; i++) {
      reader.skipItem();
    }
  }

  /** Reads something that is damaged when it is not as expected, and says so. */
  static <T> T read(String what, Reading<T> reading) {
    try {
      return reading.read();
    } catch (CborException damaged) {
      throw new IllegalArgumentException(what + " is damaged: " + damaged.getMessage(), damaged);
    }
  }

  /** What is read of an item. */
  @FunctionalInterface
  interface Reading<T> {
    T read();
  }
}

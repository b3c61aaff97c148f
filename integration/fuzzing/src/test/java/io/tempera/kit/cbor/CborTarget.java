package io.tempera.kit.cbor;

import static io.tempera.fuzzing.FuzzTarget.check;
import static io.tempera.fuzzing.FuzzTarget.same;

import io.tempera.fuzzing.Bits;
import io.tempera.fuzzing.FuzzTarget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Bytes as CBOR: the scanner finds what RFC 8949 calls well-formed, however the bytes are cut; the
 * reader agrees with the scanner and with Jackson; the writer writes what the reader read.
 *
 * <p>Input: how many cuts, the length of each piece (used in turn), the bytes.
 */
public final class CborTarget implements FuzzTarget {
  @Override
  public void use(byte[] input) {
    Bits bits = new Bits(input);
    byte[] pieces = bits.take(bits.below(8));
    byte[] bytes = bits.rest();
    Scan whole = Scan.of(bytes, new byte[0]);
    same(Scan.of(bytes, pieces), whole, "the scan in pieces, and in one");
    OptionalInt length = WellFormed.lengthOf(bytes);
    check(!whole.isDone() || length.isPresent(), "the scanner took what is not well-formed");
    check(whole.isDone() || length.isEmpty() || whole.isTooDeep(), "the scanner refused an item");
    check(!whole.isDone() || length.getAsInt() == whole.scanned, "the length of the item");
    same(skipped(bytes), whole.isDone(), "whether the reader passes over the item");
    if (whole.isDone()) {
      read(Arrays.copyOf(bytes, (int) whole.scanned));
    }
  }

  private static boolean skipped(byte[] bytes) {
    try {
      new CborReader(bytes).skipItem();
      return true;
    } catch (CborException e) {
      return false;
    }
  }

  private static void read(byte[] item) {
    Optional<List<String>> ours = attempt(() -> Tokens.ours(item));
    // Jackson makes names of all keys, whatever they are: maps cannot be compared.
    if (ours.isPresent() && !ours.get().contains("{")) {
      same(attempt(() -> Tokens.theirs(item)), ours, "what Jackson sees, and what we see");
    }
    Optional<byte[]> copy = attempt(() -> copy(item));
    check(ours.isEmpty() || copy.isPresent(), "what can be read can be written");
    if (copy.isPresent()) {
      byte[] written = copy.get();
      check(written.length <= item.length, "the writer's form is the shortest");
      check(written.length < item.length || Arrays.equals(written, item), "the same bytes");
      check(Arrays.equals(copy(written), written), "what was written is written the same again");
      ours.ifPresent(tokens -> same(Tokens.ours(written), tokens, "what was written, read"));
    }
  }

  private interface Reading<T> {
    T read() throws IOException;
  }

  private static <T> Optional<T> attempt(Reading<T> reading) {
    try {
      return Optional.of(reading.read());
    } catch (IOException | CborException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] copy(byte[] item) {
    CborReader from = new CborReader(item);
    CborWriter to = new CborWriter(1);
    copy(from, to);
    from.expectEnd();
    same(to.size(), to.toByteArray().length, "the writer's size");
    return to.toByteArray();
  }

  private static void copy(CborReader from, CborWriter to) {
    switch (from.peek()) {
      case UNSIGNED, NEGATIVE -> to.integer(from.readBigInteger(0));
      case BYTES -> {
        if (from.peekIndefinite()) {
          to.raw(from.readItemView());
        } else {
          to.bytes(from.readBytes());
        }
      }
      case TEXT -> {
        if (from.peekIndefinite()) {
          to.raw(from.readItemView());
        } else {
          to.text(from.readText());
        }
      }
      case ARRAY -> {
        int items = from.readArrayStart();
        copyAll(from, items < 0 ? to.arrayIndefinite() : to.array(items), items, 1);
      }
      case MAP -> {
        int pairs = from.readMapStart();
        copyAll(from, pairs < 0 ? to.mapIndefinite() : to.map(pairs), pairs, 2);
      }
      case TAG -> copy(from, to.tag(from.readTag()));
      case BOOL -> to.bool(from.readBool());
      case NULL -> {
        from.readNull();
        to.nil();
      }
      default -> to.raw(from.readItem());
    }
  }

  private static void copyAll(CborReader from, CborWriter to, int count, int each) {
    for (int i = 0; count < 0 ? !from.readBreak() : i < count * each; i++) {
      copy(from, to);
    }
    if (count < 0) {
      to.end();
    }
  }

  /** What a scanner said: where it stopped, and why. */
  private record Scan(long scanned, long needed, String refused) {
    boolean isDone() {
      return needed == 0;
    }

    boolean isTooDeep() {
      return refused.contains("nested at most");
    }

    static Scan of(byte[] bytes, byte[] pieces) {
      CborScanner scanner = new CborScanner();
      long atLeast = 0;
      int from = 0;
      for (int i = 0; from < bytes.length && !scanner.isDone(); i++) {
        int length = pieces.length == 0 ? bytes.length : 1 + (pieces[i % pieces.length] & 0xff);
        int to = Math.min(bytes.length, from + length);
        try {
          from += scanner.scan(ByteBuffer.wrap(bytes, from, to - from));
        } catch (CborException e) {
          return new Scan(-1, -1, e.getMessage());
        }
        check(from == to || scanner.isDone(), "the scanner takes all of an item that is not done");
        check(scanner.scanned() == from, "how many bytes were seen");
        check(scanner.isDone() == (scanner.needed() == 0), "what is done needs nothing more");
        check(scanner.scanned() + scanner.needed() >= atLeast, "what is needed does not shrink");
        atLeast = scanner.scanned() + scanner.needed();
      }
      return new Scan(scanner.scanned(), scanner.needed(), "");
    }
  }
}

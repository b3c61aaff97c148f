package io.tempera.handshake.internal;

import io.tempera.handshake.VersionData;
import io.tempera.kit.cbor.CborException;
import io.tempera.kit.cbor.CborReader;
import io.tempera.kit.cbor.CborWriter;
import io.tempera.mux.ProtocolKey;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The data of our own entry, key {@link VersionNumbers#OWN}: what no version of Cardano's has room
 * for.
 *
 * <pre>
 *   [network magic, initiator only, peer sharing 0 or 1, query, base version, Peras 0 or 1, own number, …]
 * </pre>
 *
 * <p>One flat array of small items, because it is meant to be skipped: implementations that do not
 * know the key were seen to skip this form, and to fail at nested ones.
 *
 * @param data as with every version
 * @param baseVersion in a proposal the highest of Cardano's versions that is proposed, in an
 *     agreement the one that is agreed
 * @param numbers own mini-protocol numbers, offered or agreed
 */
record OwnEntry(VersionData data, int baseVersion, SortedSet<Integer> numbers) {
  /** The lowest number that an application may use: 0 is the handshake, 1 is reserved. */
  private static final int LOWEST_NUMBER = 2;

  private static final int FIXED_ITEMS = 6;

  OwnEntry {
    numbers = Collections.unmodifiableSortedSet(new TreeSet<>(numbers));
  }

  Term encode() {
    CborWriter writer = new CborWriter().array(FIXED_ITEMS + numbers.size());
    VersionDataCodec.encodeCommon(writer, data);
    writer.unsigned(baseVersion).unsigned(data.perasSupport() ? 1 : 0);
    numbers.forEach(writer::unsigned);
    return new Term(writer.toByteArray());
  }

  /**
   * Reads the data of the entry.
   *
   * @throws CborException when they are not of its form
   */
  static OwnEntry decode(Term term) {
    CborReader reader = new CborReader(term.encoded());
    int items = reader.readDefiniteArray();
    if (items < FIXED_ITEMS) {
      throw new CborException(0, "an array of at least " + FIXED_ITEMS, "an array of " + items);
    }
    VersionData common = VersionDataCodec.decodeCommon(reader);
    int base = reader.readUnsignedShort();
    VersionData data = VersionDataCodec.withPeras(common, reader.readUnsigned(1) == 1);
    SortedSet<Integer> numbers = new TreeSet<>();
    for (int i = FIXED_ITEMS; i < items; i++) {
      int at = reader.offset();
      int number = (int) reader.readUnsigned(ProtocolKey.MAX_NUMBER);
      if (number < LOWEST_NUMBER) {
        throw new CborException(at, "a mini-protocol number from " + LOWEST_NUMBER, "" + number);
      }
      numbers.add(number);
    }
    return new OwnEntry(data, base, numbers);
  }
}

package io.tempera.handshake.internal;

import io.tempera.handshake.RefuseReason;
import io.tempera.kit.cbor.CborException;
import io.tempera.kit.cbor.CborReader;
import io.tempera.kit.cbor.CborType;
import io.tempera.kit.cbor.CborWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * Messages as bytes (ouroboros-network Protocol.Handshake.Codec).
 *
 * <pre>
 *   [0, {version =&gt; data, …}]   versions     data: see VersionDataCodec and OwnEntry
 *   [1, version, data]          accept
 *   [2, reason]                 refuse       reason: [0, [version, …]]     mismatch
 *   [3, {version =&gt; data, …}]   query reply          [1, version, text]    data not readable
 *                                                    [2, version, text]    not acceptable
 * </pre>
 *
 * Arrays and maps are definite, known keys strictly ascending, unknown ones are passed over with
 * whatever their data are; integers may be longer than needed.
 */
final class HandshakeCodec {
  private static final int VERSIONS = 0;
  private static final int ACCEPT = 1;
  private static final int REFUSE = 2;
  private static final int QUERY_REPLY = 3;

  private static final int MISMATCH = 0;
  private static final int DECODE_ERROR = 1;
  private static final int NOT_ACCEPTABLE = 2;

  private final LongPredicate isKnown;

  /**
   * A codec of a side.
   *
   * @param isKnown the version numbers that the side knows
   */
  HandshakeCodec(LongPredicate isKnown) {
    this.isKnown = isKnown;
  }

  static byte[] encode(HandshakeMessage message) {
    CborWriter writer = new CborWriter();
    switch (message) {
      case HandshakeMessage.Versions(var table) ->
          encode(writer.array(2).unsigned(VERSIONS), table);
      case HandshakeMessage.Accept(int version, Term data) ->
          writer.array(3).unsigned(ACCEPT).unsigned(version).raw(data.encoded());
      case HandshakeMessage.Refuse(RefuseReason reason) ->
          encode(writer.array(2).unsigned(REFUSE), reason);
      case HandshakeMessage.QueryReply(var table) ->
          encode(writer.array(2).unsigned(QUERY_REPLY), table);
    }
    return writer.toByteArray();
  }

  private static void encode(CborWriter writer, SortedMap<Integer, Term> table) {
    writer.map(table.size());
    table.forEach((version, data) -> writer.unsigned(version).raw(data.encoded()));
  }

  private static void encode(CborWriter writer, RefuseReason reason) {
    switch (reason) {
      case RefuseReason.VersionMismatch(List<Long> versions) -> {
        writer.array(2).unsigned(MISMATCH).array(versions.size());
        versions.forEach(writer::integer);
      }
      case RefuseReason.DecodeError(int version, String text) ->
          writer.array(3).unsigned(DECODE_ERROR).unsigned(version).text(text);
      case RefuseReason.NotAcceptable(int version, String text) ->
          writer.array(3).unsigned(NOT_ACCEPTABLE).unsigned(version).text(text);
    }
  }

  /** Whether a message may begin with this byte: if not, nobody need wait for the rest. */
  static boolean mayBegin(byte first) {
    int value = first & 0xff;
    return value >= 0x80 && value < 0x9c;
  }

  /**
   * What a client may say first.
   *
   * @param message one whole CBOR item
   * @throws CborException when it is anything else
   */
  HandshakeMessage decodeProposal(byte[] message) {
    CborReader reader = new CborReader(message);
    int items = reader.readDefiniteArray();
    long tag = reader.readUnsigned(Long.MAX_VALUE);
    if (tag != VERSIONS || items != 2) {
      throw unexpected("a proposal of versions", tag, items);
    }
    return new HandshakeMessage.Versions(decodeTable(reader));
  }

  /**
   * What may follow a proposal.
   *
   * @param message one whole CBOR item
   * @throws CborException when it is anything else
   */
  HandshakeMessage decodeAnswer(byte[] message) {
    CborReader reader = new CborReader(message);
    int items = reader.readDefiniteArray();
    long tag = reader.readUnsigned(Long.MAX_VALUE);
    if (tag == VERSIONS && items == 2) {
      return new HandshakeMessage.Versions(decodeTable(reader));
    } else if (tag == ACCEPT && items == 3) {
      return new HandshakeMessage.Accept(decodeKnownVersion(reader), new Term(reader.readItem()));
    } else if (tag == REFUSE && items == 2) {
      return new HandshakeMessage.Refuse(decodeReason(reader));
    } else if (tag == QUERY_REPLY && items == 2) {
      return new HandshakeMessage.QueryReply(decodeTable(reader));
    }
    throw unexpected("an answer to a proposal", tag, items);
  }

  private SortedMap<Integer, Term> decodeTable(CborReader reader) {
    SortedMap<Integer, Term> table = new TreeMap<>();
    int entries = reader.readDefiniteMap();
    for (int i = 0; i < entries; i++) {
      int at = reader.offset();
      byte[] key = reader.readItem();
      byte[] data = reader.readItem();
      long version = plainInteger(key);
      if (isKnown.test(version)) {
        if (!table.isEmpty() && version <= table.lastKey()) {
          throw new CborException(
              at, "versions in ascending order", version + " behind " + table.lastKey());
        }
        table.put((int) version, new Term(data));
      }
    }
    return table;
  }

  /** The version that a key says; -1 for whatever is no integer, which is never known. */
  private static long plainInteger(byte[] key) {
    CborReader reader = new CborReader(key);
    try {
      return reader.peek() == CborType.UNSIGNED ? reader.readUnsigned(Long.MAX_VALUE) : -1;
    } catch (CborException tooLarge) {
      return -1;
    }
  }

  private int decodeKnownVersion(CborReader reader) {
    int at = reader.offset();
    long version = plainInteger(reader.readItem());
    if (!isKnown.test(version)) {
      throw new CborException(at, "a version that is known", version < 0 ? "none" : "" + version);
    }
    return (int) version;
  }

  private RefuseReason decodeReason(CborReader reader) {
    int at = reader.offset();
    // Nobody checks whether there are more items than it needs. One that claims others than it has
    // is no CBOR item, so here it has no end either; the reference, which reads on, would take it.
    reader.readDefiniteArray();
    long tag = reader.readUnsigned(Long.MAX_VALUE);
    if (tag == MISMATCH) {
      int count = reader.readDefiniteArray();
      List<Long> versions = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        // Known or not.
        versions.add(reader.readInteger());
      }
      return new RefuseReason.VersionMismatch(versions);
    } else if (tag == DECODE_ERROR) {
      return new RefuseReason.DecodeError(decodeKnownVersion(reader), decodeWords(reader));
    } else if (tag == NOT_ACCEPTABLE) {
      return new RefuseReason.NotAcceptable(decodeKnownVersion(reader), decodeWords(reader));
    }
    throw new CborException(at, "a reason 0 to 2", "" + tag);
  }

  /**
   * The other side's words are for people, and for logs: a line stays a line, and reads in the
   * order in which it is written.
   */
  private static String decodeWords(CborReader reader) {
    return reader.readText().replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", " ");
  }

  private static CborException unexpected(String expected, long tag, int items) {
    return new CborException(0, expected, "an array of " + items + " that begins with " + tag);
  }
}

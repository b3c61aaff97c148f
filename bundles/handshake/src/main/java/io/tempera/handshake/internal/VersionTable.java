package io.tempera.handshake.internal;

import io.tempera.handshake.Offer;
import io.tempera.handshake.VersionData;
import io.tempera.kit.cbor.CborException;
import java.util.SortedMap;
import java.util.TreeMap;

/** An offer as the table that is sent, and what can be read of one that was received. */
final class VersionTable {
  private VersionTable() {}

  /**
   * The table of an offer.
   *
   * @throws IllegalArgumentException when it has a version that is not spoken here
   */
  static SortedMap<Integer, Term> of(Offer offer) {
    SortedMap<Integer, Term> table = new TreeMap<>();
    for (int version : offer.versions()) {
      if (!VersionNumbers.isCardanos(version)) {
        throw new IllegalArgumentException(
            "Version "
                + version
                + " cannot be offered; this node speaks "
                + VersionNumbers.OLDEST
                + " to "
                + VersionNumbers.NEWEST);
      }
      table.put(version, VersionDataCodec.encode(version, offer.data()));
    }
    if (!offer.ownNumbers().isEmpty()) {
      table.put(VersionNumbers.OWN, ownEntry(offer).encode());
    }
    return table;
  }

  /** Our own entry of an offer. */
  static OwnEntry ownEntry(Offer offer) {
    int base = offer.versions().last();
    boolean peras = offer.data().perasSupport() && base >= VersionNumbers.PERAS_SINCE;
    return new OwnEntry(VersionDataCodec.withPeras(offer.data(), peras), base, offer.ownNumbers());
  }

  /** Cardano's versions of a table, as far as their data can be read. */
  static SortedMap<Integer, VersionData> readable(SortedMap<Integer, Term> table) {
    SortedMap<Integer, VersionData> readable = new TreeMap<>();
    table.forEach(
        (version, term) -> {
          if (VersionNumbers.isCardanos(version)) {
            try {
              readable.put(version, VersionDataCodec.decode(version, term));
            } catch (CborException unreadable) {
              // A query shows what there is to show; the version is left out.
            }
          }
        });
    return readable;
  }
}

package io.tempera.check;

import io.tempera.kit.cbor.CborReader;
import io.tempera.kit.cbor.CborWriter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A CBOR item whose meaning the protocol does not know.
 *
 * @param hex its bytes
 */
record Raw(String hex) {
  static Raw read(CborReader from) {
    return new Raw(HexFormat.of().formatHex(from.readItem()));
  }

  void write(CborWriter to) {
    to.raw(HexFormat.of().parseHex(hex));
  }

  /** The form of all lists in tx-submission: indefinite, also when they are empty. */
  static void writeIndefinite(List<Raw> items, CborWriter to) {
    to.arrayIndefinite();
    items.forEach(i -> i.write(to));
    to.end();
  }

  static List<Raw> readIndefinite(CborReader from) {
    from.readIndefiniteArray();
    List<Raw> items = new ArrayList<>();
    while (!from.readBreak()) {
      items.add(read(from));
    }
    return items;
  }
}

package io.tempera.tx.pool.internal;

import io.tempera.chain.Encoded;
import io.tempera.tx.TxFormat;
import io.tempera.tx.TxOffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Reads transactions by whoever knows how; any thread. */
final class Formats {
  private final List<TxFormat> formats = new CopyOnWriteArrayList<>();

  void add(TxFormat format) {
    formats.add(format);
  }

  void remove(TxFormat format) {
    formats.remove(format);
  }

  boolean isEmpty() {
    return formats.isEmpty();
  }

  /**
   * The id of a transaction, by the first that knows it.
   *
   * @throws IllegalArgumentException when it is damaged, or its id longer than any may be
   */
  Optional<Encoded> idOf(Encoded transaction) {
    for (TxFormat format : formats) {
      Optional<Encoded> id = format.id(transaction);
      if (id.isPresent()) {
        return id.map(Formats::checked);
      }
    }
    return Optional.empty();
  }

  private static Encoded checked(Encoded id) {
    if (id.size() > TxOffer.MAX_ID_BYTES) {
      throw new IllegalArgumentException(
          "its id has " + id.size() + " bytes; at most " + TxOffer.MAX_ID_BYTES + " may be");
    }
    return id;
  }
}

package io.tempera.tx.submission.internal;

import io.tempera.chain.Encoded;
import io.tempera.kit.cbor.CborReader;
import io.tempera.kit.cbor.CborWriter;
import io.tempera.tx.TxOffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Made-up transactions: {@code [number, bytes]}, whose id is the number. */
final class Txs {
  /** A transaction of another kind, which nothing reads. */
  static final Encoded UNREADABLE = Encoded.ofHex("f6");

  /** A transaction of this kind that says nothing. */
  static final Encoded DAMAGED = Encoded.ofHex("80");

  private Txs() {}

  static Encoded tx(int number) {
    return tx(number, 8);
  }

  /** One with so many bytes beside its number. */
  static Encoded tx(int number, int bytes) {
    return new Encoded(
        new CborWriter().array(2).unsigned(number).bytes(new byte[bytes]).toByteArray());
  }

  static List<Encoded> txs(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(Txs::tx).toList();
  }

  static Encoded id(int number) {
    return new Encoded(new CborWriter().unsigned(number).toByteArray());
  }

  static TxOffer offer(Encoded tx) {
    return new TxOffer(idOf(tx).orElseThrow(), tx.size());
  }

  static Optional<Encoded> idOf(Encoded tx) {
    if (tx.equals(UNREADABLE)) {
      return Optional.empty();
    }
    if (tx.equals(DAMAGED)) {
      throw new IllegalArgumentException("it has no number");
    }
    CborReader from = new CborReader(tx.bytes());
    from.readArrayOf(2);
    return Optional.of(new Encoded(from.readItem()));
  }
}

package io.tempera.chain.sample;

import io.tempera.chain.Encoded;
import io.tempera.kit.cbor.CborWriter;
import io.tempera.tx.TxOffer;
import java.util.Optional;

/**
 * A transaction that is made up: of Conway's shape, but nobody has what it spends.
 *
 * @param body its body, encoded
 * @param witnesses its witnesses, encoded
 * @param auxiliary its auxiliary data, encoded, whose hash the body has
 */
public record MadeUpTransaction(Encoded body, Encoded witnesses, Optional<Encoded> auxiliary) {
  /** What headers, transactions and their ids of Conway begin with. */
  static final int ERA = 6;

  static final int TAG_CBOR = 24;

  private static final int PARTS = 4;

  /** Its id as tx-submission moves it: {@code [6, hash of the body]}. */
  public Encoded id() {
    return new Encoded(
        new CborWriter().array(2).unsigned(ERA).bytes(Blake2b.of(body.bytes())).toByteArray());
  }

  /**
   * The transaction as tx-submission moves it: {@code [6, #6.24(bytes [body, witnesses, true,
   * auxiliary data or null])]}.
   */
  public Encoded encoded() {
    CborWriter parts = new CborWriter().array(PARTS);
    parts.raw(body.bytes()).raw(witnesses.bytes()).bool(true);
    auxiliary.ifPresentOrElse(data -> parts.raw(data.bytes()), parts::nil);
    return new Encoded(
        new CborWriter()
            .array(2)
            .unsigned(ERA)
            .tag(TAG_CBOR)
            .bytes(parts.toByteArray())
            .toByteArray());
  }

  /** What is said of it before it is sent. */
  public TxOffer offer() {
    return new TxOffer(id(), encoded().size());
  }
}

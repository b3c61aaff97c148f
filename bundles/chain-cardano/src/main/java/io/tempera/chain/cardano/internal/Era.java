package io.tempera.chain.cardano.internal;

/**
 * The eras since Shelley, and in what they differ for whoever follows a chain (cardano-ledger, the
 * eras' CDDL; ouroboros-consensus, cddl/node-to-node).
 *
 * <pre>
 * era      header  block  fields of    body hash  parts of body,
 *          index   tag    header body  is field   of transaction
 * Shelley  1       2      15           8          3
 * Allegra  2       3      15           8          3
 * Mary     3       4      15           8          3
 * Alonzo   4       5      15           8          4
 * Babbage  5       6      10           7          4
 * Conway   6       7      10           7          4
 * </pre>
 */
enum Era {
  SHELLEY(1, 15, 8, 3),
  ALLEGRA(2, 15, 8, 3),
  MARY(3, 15, 8, 3),
  ALONZO(4, 15, 8, 4),
  BABBAGE(5, 10, 7, 4),
  CONWAY(6, 10, 7, 4);

  private final int index;
  private final int headerFields;
  private final int bodyHashField;
  private final int parts;

  Era(int index, int headerFields, int bodyHashField, int parts) {
    this.index = index;
    this.headerFields = headerFields;
    this.bodyHashField = bodyHashField;
    this.parts = parts;
  }

  /** What headers, transactions and their ids begin with. */
  int index() {
    return index;
  }

  /** What blocks begin with: Byron has two, so it is one more. */
  int blockTag() {
    return index + 1;
  }

  /** How many fields the part of a header has that is signed. */
  int headerFields() {
    return headerFields;
  }

  /** Which of them is the hash of the block's body, counted from 0. */
  int bodyHashField() {
    return bodyHashField;
  }

  /**
   * How many parts a block's body has: transactions, witnesses, auxiliary data, and since Alonzo
   * which transactions are invalid. As many has a transaction.
   */
  int parts() {
    return parts;
  }

  /** For people: {@code conway}. */
  String title() {
    return switch (this) {
      case SHELLEY -> "shelley";
      case ALLEGRA -> "allegra";
      case MARY -> "mary";
      case ALONZO -> "alonzo";
      case BABBAGE -> "babbage";
      case CONWAY -> "conway";
    };
  }
}

package io.tempera.kit.cbor;

/** Opens arrays and maps, and believes no count that the bytes behind it cannot fill. */
final class Counts {
  private final Heads heads;

  /** Whether the whole message is there; if not, nothing is known of the bytes behind a count. */
  private final boolean whole;

  Counts(Heads heads, boolean whole) {
    this.heads = heads;
    this.whole = whole;
  }

  /** Either form: how many items or pairs, or {@link CborReader#INDEFINITE}. */
  int any(CborType type) {
    heads.read(type);
    if (heads.info() == 31) {
      return CborReader.INDEFINITE;
    }
    int bytesEach = type == CborType.MAP ? 2 : 1;
    int most = whole ? heads.left() / bytesEach : Integer.MAX_VALUE;
    if (heads.argument() < 0 || heads.argument() > most) {
      throw heads.bad(
          type.words() + " that the message can hold",
          type.words()
              + " of "
              + Long.toUnsignedString(heads.argument())
              + " with "
              + heads.left()
              + " bytes left");
    }
    return (int) heads.argument();
  }

  /** The definite form: how many items or pairs. */
  int definite(CborType type) {
    int found = any(type);
    if (found == CborReader.INDEFINITE) {
      throw heads.bad("the definite form of " + type.words(), "the indefinite form");
    }
    return found;
  }

  /** The definite form with exactly so many items or pairs. */
  void exactly(CborType type, int wanted) {
    int found = definite(type);
    if (found != wanted) {
      throw heads.bad(type.words() + " of " + wanted, type.words() + " of " + found);
    }
  }

  /** The indefinite form. */
  void indefinite(CborType type) {
    int found = any(type);
    if (found != CborReader.INDEFINITE) {
      String kind = type == CborType.MAP ? "map" : "array";
      throw heads.bad("an indefinite " + kind, "a definite " + kind + " of " + found);
    }
  }
}

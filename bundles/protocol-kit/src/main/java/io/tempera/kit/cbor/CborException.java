package io.tempera.kit.cbor;

import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;

/** Bytes are not the CBOR that was expected. */
public final class CborException extends TemperaException {
  private static final long serialVersionUID = 1L;

  private final long offset;
  private final String expected;
  private final String found;

  /**
   * Says what is wrong and where.
   *
   * @param offset the byte at which the item in question begins, counted from 0
   * @param expected what should have been there
   * @param found what is there
   */
  public CborException(long offset, String expected, String found) {
    super(
        FailureCategory.REMOTE_MISBEHAVED,
        "CBOR at byte " + offset + ": expected " + expected + ", found " + found);
    this.offset = offset;
    this.expected = expected;
    this.found = found;
  }

  /** The byte at which the item in question begins, counted from 0. */
  public long offset() {
    return offset;
  }

  /** What should have been there. */
  public String expected() {
    return expected;
  }

  /** What is there. */
  public String found() {
    return found;
  }
}

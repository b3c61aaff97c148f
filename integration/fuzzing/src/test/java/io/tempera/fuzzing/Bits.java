package io.tempera.fuzzing;

import java.util.Arrays;

/** Reads decisions off the front of an input; where nothing is left, each is 0. */
public final class Bits {
  private final byte[] input;
  private int at;

  /** At the start of an input. */
  public Bits(byte[] input) {
    this.input = input;
  }

  /** Whether something is left. */
  public boolean more() {
    return at < input.length;
  }

  /** The next byte, 0 to 255. */
  public int next() {
    return more() ? input[at++] & 0xff : 0;
  }

  /** A number from the next byte, 0 to below a bound of at most 256. */
  public int below(int bound) {
    return next() % bound;
  }

  /** At most so many of the next bytes. */
  public byte[] take(int most) {
    int from = at;
    at = Math.min(input.length, at + most);
    return Arrays.copyOfRange(input, from, at);
  }

  /** All that is left. */
  public byte[] rest() {
    return take(input.length);
  }
}

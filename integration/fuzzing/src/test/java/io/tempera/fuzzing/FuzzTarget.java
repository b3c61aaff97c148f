package io.tempera.fuzzing;

/**
 * Something that takes what a fuzzer makes up. Whatever the input is, it returns: what it throws is
 * a finding.
 */
public interface FuzzTarget {
  /** Uses the input, and checks what must hold with every input. Keeps nothing of it. */
  void use(byte[] input) throws Exception;

  /** A claim that must hold whatever the input is. */
  static void check(boolean holds, String claim) {
    if (!holds) {
      throw new AssertionError(claim);
    }
  }

  /** A claim that two things are the same. */
  static void same(Object one, Object other, String what) {
    if (!one.equals(other)) {
      throw new AssertionError(what + ": " + one + " and " + other);
    }
  }
}

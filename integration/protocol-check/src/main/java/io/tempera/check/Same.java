package io.tempera.check;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares messages, also such as have arrays in them and no {@code equals} of their own. */
final class Same {
  private Same() {}

  static void check(Object actual, Object expected) {
    if (!actual.equals(expected)) {
      String what =
          "%s must be read as it was written: let the codec read every field that it writes, in"
              + " their order";
      assertThat(actual).as(what, Readable.text(expected)).hasSameClassAs(expected);
      assertThat(actual)
          .as(what, Readable.text(expected))
          .usingRecursiveComparison()
          .isEqualTo(expected);
    }
  }
}

package io.tempera.check;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares messages, also such as have arrays in them and no {@code equals} of their own. */
final class Same {
  private Same() {}

  static void check(Object actual, Object expected) {
    if (!actual.equals(expected)) {
      assertThat(actual).hasSameClassAs(expected);
      assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
    }
  }
}

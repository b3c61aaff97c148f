package io.tempera.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OptionsTest {
  private static Options of(String... arguments) {
    return Options.of(arguments);
  }

  @Test
  void withoutOptionsItIsOneScriptOfTheFirstSeed() {
    assertThat(of()).isEqualTo(new Options(1, 1, Optional.empty(), false, false, false));
  }

  @Test
  void eachOptionIsRead() {
    assertThat(of("scripts=100", "seed=7"))
        .isEqualTo(new Options(100, 7, Optional.empty(), false, false, false));
    assertThat(of("peers")).isEqualTo(new Options(1, 1, Optional.empty(), true, false, false));
    assertThat(of("swaps")).isEqualTo(new Options(1, 1, Optional.empty(), false, true, false));
    assertThat(of("seed=-7", "keep=3,5", "course"))
        .isEqualTo(new Options(1, -7, Optional.of(List.of(3, 5)), false, false, true));
  }

  @Test
  void whatMakesNoSenseIsSaidWithWhatThereIs() {
    assertThatThrownBy(() -> of("sedd=7")).hasMessageContaining("'sedd=7' is not known");
    assertThatThrownBy(() -> of("seed=x")).hasMessageContaining("'seed=x' has no whole number");
    assertThatThrownBy(() -> of("scripts=0")).hasMessageContaining("'scripts=0'");
    assertThatThrownBy(() -> of("scripts=2", "keep=1")).hasMessageContaining("one script");
  }
}

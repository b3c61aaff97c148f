package io.tempera.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.simulation.Options.Kind;
import io.tempera.simulation.relay.Topology;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OptionsTest {
  private static Options of(String... arguments) {
    return Options.of(arguments);
  }

  @Test
  void withoutOptionsItIsOneScriptOfTheFirstSeed() {
    assertThat(of())
        .isEqualTo(new Options(1, 1, Optional.empty(), Kind.ANY, Optional.empty(), false));
  }

  @Test
  void eachOptionIsRead() {
    assertThat(of("scripts=100", "seed=7"))
        .isEqualTo(new Options(100, 7, Optional.empty(), Kind.ANY, Optional.empty(), false));
    assertThat(of("peers"))
        .isEqualTo(new Options(1, 1, Optional.empty(), Kind.PEERS, Optional.empty(), false));
    assertThat(of("swaps"))
        .isEqualTo(new Options(1, 1, Optional.empty(), Kind.SWAPS, Optional.empty(), false));
    assertThat(of("relays"))
        .isEqualTo(new Options(1, 1, Optional.empty(), Kind.RELAYS, Optional.empty(), false));
    assertThat(of("relays=ring"))
        .isEqualTo(
            new Options(1, 1, Optional.empty(), Kind.RELAYS, Optional.of(Topology.RING), false));
    assertThat(of("seed=-7", "keep=3,5", "course"))
        .isEqualTo(
            new Options(1, -7, Optional.of(List.of(3, 5)), Kind.ANY, Optional.empty(), true));
  }

  @Test
  void whatMakesNoSenseIsSaidWithWhatThereIs() {
    assertThatThrownBy(() -> of("sedd=7")).hasMessageContaining("'sedd=7' is not known");
    assertThatThrownBy(() -> of("seed=x")).hasMessageContaining("'seed=x' has no whole number");
    assertThatThrownBy(() -> of("scripts=0")).hasMessageContaining("'scripts=0'");
    assertThatThrownBy(() -> of("scripts=2", "keep=1")).hasMessageContaining("one script");
    assertThatThrownBy(() -> of("peers", "swaps")).hasMessageContaining("but not two");
    assertThatThrownBy(() -> of("relays=star")).hasMessageContaining("'star'");
    assertThatThrownBy(() -> of("relays", "keep=1")).hasMessageContaining("kept whole");
  }
}

package io.tempera.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What other bundles bring; of the shell's own commands, see {@link GogoTest}. */
final class HelpTest {
  private static final OtherCommand SAVE =
      new OtherCommand("tempera:chainsave FILE", "writes the blocks", "In place of FILE.");

  private List<OtherCommand> others = List.of();
  private final Help help = new Help(() -> others);

  @Test
  void theCommandsOfOtherBundlesAreListedAsLongAsTheyAreThere() {
    assertThat(help.text(List.of())).doesNotContain("chainsave");
    others = List.of(SAVE);
    assertThat(help.text(List.of()))
        .contains("tempera:status ")
        .containsPattern("(?m)^tempera:chainsave FILE +writes the blocks$");
    others = List.of();
    assertThat(help.text(List.of())).doesNotContain("chainsave");
  }

  @Test
  void oneOfThemIsExplainedByItsNameWithOrWithoutTheScope() {
    others = List.of(SAVE);
    for (String name : List.of("chainsave", "tempera:chainsave")) {
      assertThat(help.text(List.of(name)))
          .isEqualTo("tempera:chainsave FILE\nwrites the blocks\n\nIn place of FILE.");
    }
  }

  @Test
  void whoAsksForOneThatIsNotThereIsToldAllNames() {
    others = List.of(SAVE);
    assertThatThrownBy(() -> help.text(List.of("chain")))
        .isInstanceOf(CommandFailed.class)
        .hasMessageStartingWith("There is no command 'chain', only status, ")
        .hasMessageEndingWith(", tempera, chainsave.");
  }
}

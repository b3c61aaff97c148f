package io.tempera.chain.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.failure.CommandRefused;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands say that cannot do what they are asked; what they do is in ComponentTest. */
final class ChainCommandsTest {
  @TempDir private Path directory;

  private final Net net = new Net(1);

  @Test
  void whatCannotBeDoneIsSaidInASentence() {
    MemoryChainComponent door =
        new MemoryChainComponent(net.runtime, net.tracer, Configs.of(Map.of()));
    door.bindFormat(MadeUpFormat.ERA, Map.of("service.id", 5L));
    door.extend(new Tree().chain(1).getFirst().encoded());
    ChainCommands commands = new ChainCommands(door);
    Path nowhere = directory.resolve("nowhere");
    refused(() -> commands.chain("x"), "Write tempera:chain: it takes no argument.");
    refused(commands::chainsave, "Write tempera:chainsave FILE: one argument is needed, not 0.");
    refused(
        () -> commands.chainsave(nowhere.resolve("x.bin").toString()),
        "There is no directory " + nowhere + ": make it first.");
    refused(
        () -> commands.chainsave(directory.toString()),
        directory + " is a directory: write the name of a file in it.");
    assertThat(directory).isEmptyDirectory();
  }

  private static void refused(ThrowingCallable command, String sentence) {
    assertThatThrownBy(command).isInstanceOf(CommandRefused.class).hasMessage(sentence);
  }
}

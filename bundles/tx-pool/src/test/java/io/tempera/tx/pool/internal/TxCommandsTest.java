package io.tempera.tx.pool.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.failure.CommandRefused;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class TxCommandsTest {
  private final VirtualRuntime runtime = new VirtualRuntime();
  private final MemoryTxPool pool = new MemoryTxPool(runtime, List.of(MadeUp.FORMAT));
  private final TxCommands commands = new TxCommands(pool);

  @Test
  void transactionsArePutInListedAndDropped() {
    assertThat(commands.txadd("01070000")).isEqualTo("Taken.");
    refused(() -> commands.txadd("01070000")).hasMessage("Not taken: it is in the pool already.");
    runtime.advance(Duration.ofSeconds(5));
    commands.txadd("0108000000");
    runtime.advance(Duration.ofSeconds(1));
    assertThat(commands.txs())
        .isEqualTo(
            """
            2 of at most 10000 transactions with 9 of at most 33554432 bytes, 0 on their way, 0 ids remembered
             SECONDS     BYTES  ID
                   6         4  0107
                   1         5  0108""");
    assertThat(commands.txs("1"))
        .endsWith(
            """
                   1         5  0108
            and 1 that came before; more with tempera:txs COUNT""");
    assertThat(commands.txdrop("0107")).isEqualTo("Dropped.");
    assertThat(commands.txdrop("0107"))
        .isEqualTo("It was not there; it will not be fetched for a while either.");
    assertThat(commands.txs("0")).contains("1 ids remembered").contains("and 1 that came before");
    pool.close();
    runtime.assertNothingLeft();
  }

  @Test
  void whoeverWritesSomethingElseIsToldWhatToWrite() {
    refused(() -> commands.txs("many"))
        .hasMessage("Write tempera:txs [COUNT]: a number from 0 to 999999999, not 'many'.");
    refused(() -> commands.txs("1", "2")).hasMessageStartingWith("Write tempera:txs [COUNT]");
    for (String[] wrong : new String[][] {{}, {"zz"}, {"123"}, {""}, {"01", "02"}}) {
      refused(() -> commands.txadd(wrong))
          .hasMessageStartingWith("Write tempera:txadd TRANSACTION")
          .hasMessageContaining("8206d8184584a0a0f5f6");
      refused(() -> commands.txdrop(wrong)).hasMessageStartingWith("Write tempera:txdrop ID");
    }
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(ThrowingCallable command) {
    return assertThatThrownBy(command).isInstanceOf(CommandRefused.class);
  }
}

package io.tempera.tx.pool.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TxCommandsTest {
  private final VirtualRuntime runtime = new VirtualRuntime();
  private final MemoryTxPool pool = new MemoryTxPool(runtime, List.of(MadeUp.FORMAT));
  private final TxCommands commands = new TxCommands(pool);

  @Test
  void transactionsArePutInListedAndDropped() {
    assertThat(commands.txadd("01070000")).isEqualTo("Taken.");
    assertThat(commands.txadd("01070000")).isEqualTo("Not taken: it is in the pool already.");
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
    assertThat(commands.txs("many"))
        .isEqualTo("Write tempera:txs [COUNT]: a number from 0, not 'many'.");
    assertThat(commands.txs("1", "2")).startsWith("Write tempera:txs [COUNT]");
    for (String[] wrong : new String[][] {{}, {"zz"}, {"123"}, {""}, {"01", "02"}}) {
      assertThat(commands.txadd(wrong)).startsWith("Write tempera:txadd TRANSACTION");
      assertThat(commands.txdrop(wrong)).startsWith("Write tempera:txdrop ID");
    }
  }
}

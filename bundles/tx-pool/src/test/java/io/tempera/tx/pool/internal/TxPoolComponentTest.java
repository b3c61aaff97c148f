package io.tempera.tx.pool.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import io.tempera.testkit.VirtualRuntime;
import io.tempera.tx.TxInbox;
import io.tempera.tx.TxWish;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TxPoolComponentTest {
  private static final Config DEFAULTS = new Config(10_000, 33_554_432, 65_540, 3_600, 20_000);

  private final VirtualRuntime runtime = new VirtualRuntime();

  private record Config(int transactions, long bytes, int ofOne, int keep, int remembered)
      implements TxPoolConfig {
    @Override
    public int most_transactions() {
      return transactions;
    }

    @Override
    public long most_bytes() {
      return bytes;
    }

    @Override
    public int most_transaction_bytes() {
      return ofOne;
    }

    @Override
    public int remembered_ids() {
      return remembered;
    }

    @Override
    public Class<? extends Annotation> annotationType() {
      return TxPoolConfig.class;
    }
  }

  private void refused(Config config, String sentence) {
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> new TxPoolComponent(runtime, config))
        .withMessage("io.tempera.tx.pool: " + sentence)
        .satisfies(
            e -> assertThat(e.failure().category()).isEqualTo(FailureCategory.CONFIGURATION));
  }

  @Test
  void settingsThatMakeNoSenseAreRefusedWithASentence() {
    refused(new Config(0, 100, 10, 1, 1), "most.transactions is 1 to 1000000; it says 0");
    refused(new Config(1, 100, 0, 1, 1), "most.transaction.bytes is 1 to 655400; it says 0");
    refused(new Config(1, 100, 10, 0, 1), "keep is 1 to 604800; it says 0");
    refused(new Config(1, 100, 10, 1, -1), "remembered.ids is 0 to 1000000; it says -1");
    refused(
        new Config(1, 9, 10, 1, 1),
        "most.bytes is at least most.transaction.bytes, which is 10; it says 9");
  }

  @Test
  void theDoorLeadsToThePool() {
    TxPoolComponent door = new TxPoolComponent(runtime, DEFAULTS);
    List<String> news = new ArrayList<>();
    TxInbox inbox = door.inbox(MadeUp.peer(2), () -> news.add("news"));
    assertThat(inbox.room()).as("nothing reads transactions").isZero();
    assertThat(inbox.wants(MadeUp.offer(1))).isEqualTo(TxWish.LATER);
    door.bindFormat(MadeUp.FORMAT);
    assertThat(news).containsExactly("news");
    assertThat(inbox.room()).isEqualTo(10_000);
    door.modified(new Config(3, 100, 50, 60, 0));
    assertThat(inbox.room()).isEqualTo(3);
    assertThat(door.offer(MadeUp.tx(1))).isEmpty();
    assertThat(door.reader(0, () -> {}).next(5)).containsExactly(MadeUp.offer(1));
    assertThat(door.drop(MadeUp.id(1))).isTrue();
    door.unbindFormat(MadeUp.FORMAT);
    assertThat(inbox.room()).isZero();
    door.close();
    runtime.assertNothingLeft();
  }

  @Test
  void theDefaultsAreThoseOfTheSettings() {
    assertThat(PoolSettings.DEFAULT)
        .isEqualTo(new PoolSettings(10_000, 33_554_432, 65_540, Duration.ofHours(1), 20_000));
  }
}

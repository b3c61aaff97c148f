package io.tempera.chain.sample.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.chain.Block;
import io.tempera.chain.sample.BlockShape;
import io.tempera.chain.sample.MadeUpChain;
import io.tempera.failure.TemperaException;
import io.tempera.testkit.VirtualRuntime;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The forge in virtual time, with the settings as the operator writes them. */
@Timeout(60)
final class ForgeComponentTest {
  private final VirtualRuntime runtime = new VirtualRuntime();
  private final FakeFeed feed = new FakeFeed();

  @Test
  void theBlocksOfTheStartAreThereAtOnceAndTheOthersComeByTheClock() throws Exception {
    ForgeComponent door = door(Map.of("blocks", 100, "interval", 2.0, "seed", 7L));
    runtime.runUntilIdle();
    List<Block> chain = MadeUpChain.of(7).blocks(105).toList();
    assertThat(feed.blocks).isEqualTo(chain.subList(0, 100));
    runtime.advance(Duration.ofMillis(1_999));
    assertThat(feed.blocks).hasSize(100);
    runtime.advance(Duration.ofMillis(1));
    assertThat(feed.blocks).hasSize(101);
    runtime.advance(Duration.ofSeconds(8));
    assertThat(feed.blocks).isEqualTo(chain);
    runtime.run(door::close);
    runtime.advance(Duration.ofMinutes(1));
    assertThat(feed.blocks).hasSize(105);
    runtime.assertNothingLeft();
  }

  @Test
  void itEndsByItselfAfterTheBlocksThatItIsTold() throws Exception {
    ForgeComponent door = door(Map.of("interval", 0.5, "stop_after", 3));
    runtime.advance(Duration.ofMinutes(1));
    assertThat(feed.blocks).hasSize(3);
    runtime.assertNothingLeft();
    runtime.run(door::close);
    runtime.run(door::close);
  }

  @Test
  void withoutAnIntervalNothingIsForged() {
    door(Map.of("blocks", 3));
    runtime.advance(Duration.ofMinutes(1));
    assertThat(feed.blocks).hasSize(3);
    runtime.assertNothingLeft();
  }

  @Test
  void aChainThatTakesNothingIsNotFilledForeverAndTakesBlocksAgainWhenItCan() throws Exception {
    feed.full = true;
    ForgeComponent door = door(Map.of("blocks", 3, "interval", 1.0, "block_bytes", 3_000));
    runtime.advance(Duration.ofSeconds(5));
    assertThat(feed.blocks).isEmpty();
    feed.full = false;
    runtime.advance(Duration.ofSeconds(5));
    assertThat(feed.blocks)
        .isEqualTo(MadeUpChain.of(1, new BlockShape(3_000, 1, 20)).blocks(5).toList());
    runtime.run(door::close);
    runtime.assertNothingLeft();
  }

  @Test
  void theChainGoesBackNowAndThen() throws Exception {
    ForgeComponent door =
        door(Map.of("interval", 1.0, "rollback_every", 5, "rollback_blocks", 2, "blocks", 10));
    runtime.advance(Duration.ofSeconds(14));
    assertThat(feed.blocks).hasSize(24);
    assertThat(feed.rollbacks).hasSize(2);
    assertThat(feed.rollbacks.getFirst()).isEqualTo(feed.blocks.get(11).point());
    runtime.run(door::close);
    runtime.assertNothingLeft();
  }

  @Test
  void settingsThatMakeNoSenseAreRefusedWithTheirKey() {
    refused(
        Map.of("interval", -1.0), "interval is 0 to 86400 seconds, 0 for no forging; it says -1");
    refused(Map.of("interval", 1e300), "interval is 0 to 86400 seconds");
    refused(Map.of("blocks", -1), "blocks is 0 to 1000000; it says -1");
    refused(Map.of("rollback_blocks", 0), "rollback.blocks is 1 to 2160; it says 0");
    refused(Map.of("rollback_every", -2), "rollback.every is 0 to 2147483647; it says -2");
    refused(Map.of("stop_after", -1), "stop.after is 0 to");
    refused(Map.of("block_bytes", 3_000_000), "block.bytes or block.transactions: made-up blocks");
    runtime.assertNothingLeft();
  }

  private void refused(Map<String, Object> settings, String sentence) {
    assertThatThrownBy(() -> door(settings))
        .isInstanceOf(TemperaException.class)
        .hasMessageStartingWith("io.tempera.chain.sample: " + sentence);
  }

  private ForgeComponent door(Map<String, Object> settings) {
    return new ForgeComponent(runtime, feed, config(settings));
  }

  /** What is not set has its default. */
  private static ForgeConfig config(Map<String, Object> settings) {
    return (ForgeConfig)
        Proxy.newProxyInstance(
            ForgeConfig.class.getClassLoader(),
            new Class<?>[] {ForgeConfig.class},
            (proxy, method, arguments) ->
                settings.getOrDefault(method.getName(), method.getDefaultValue()));
  }
}

package io.tempera.chain.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.chain.Block;
import io.tempera.chain.BlockFollower;
import io.tempera.chain.ChainFormat;
import io.tempera.chain.ChainTrace;
import io.tempera.chain.Encoded;
import io.tempera.chain.Header;
import io.tempera.chain.HeaderFollower;
import io.tempera.chain.Point;
import io.tempera.chain.ReadPosition;
import io.tempera.chain.Tip;
import io.tempera.chain.Verdict;
import io.tempera.failure.TemperaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The door: settings, formats, files and commands. */
class ComponentTest {
  private static final Map<String, Object> RANKED = Map.of("service.id", 5L);

  @TempDir private Path directory;

  private final Net net = new Net(1);
  private final List<Block> blocks = new Tree().chain(20);

  private MemoryChainComponent door(Map<String, Object> said) {
    return new MemoryChainComponent(net.runtime, net.tracer, Configs.of(said));
  }

  @Test
  void theDefaultsAreThoseOfTheSettings() {
    assertThat(ConfigReader.settings(Configs.of(Map.of()), 8L << 30))
        .isEqualTo(MemorySettings.DEFAULT);
    assertThat(
            ConfigReader.settings(
                Configs.of(
                    Map.of(
                        "start", " tip ", "window.bytes", 77L, "suspended.for", 0.5, "load", "a")),
                8L << 30))
        .isEqualTo(
            MemorySettings.DEFAULT
                .withWindow(4_320, 77)
                .withStart("tip")
                .withFiles(Optional.of(Path.of("a")), Optional.empty())
                .withSuspendedFor(Duration.ofMillis(500)));
  }

  @ParameterizedTest
  @CsvSource({
    "window.blocks, 0, window.blocks is at least 1; it says 0",
    "candidate.headers, 0, candidate.headers is at least 1; it says 0",
    "range.blocks, 0, range.blocks is at least 1; it says 0",
    "peer.blocks, 99, peer.blocks is 99 and range.blocks is 100",
    "fetch.blocks, 199, fetch.blocks is 199 and peer.blocks is 200"
  })
  void whatMakesNoSenseIsRefusedWithItsKey(String key, int value, String sentence) {
    assertThatThrownBy(() -> door(Map.of(key, value)))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("io.tempera.chain.memory: ")
        .hasMessageContaining(sentence);
  }

  @Test
  void soAreTimesAndBytesAndPaths() {
    assertThatThrownBy(() -> door(Map.of("suspended.for", 0.0)))
        .hasMessageContaining("suspended.for is above 0 and at most 3600 seconds; it says 0.0");
    assertThatThrownBy(() -> door(Map.of("suspended.for", 1e300)))
        .hasMessageContaining("at most 3600 seconds");
    assertThatThrownBy(() -> door(Map.of("range.patience", 0.0)))
        .hasMessageContaining("range.patience is above 0 and at most 3600 seconds; it says 0.0");
    assertThatThrownBy(() -> door(Map.of("range.patience", 3_600.5)))
        .hasMessageContaining("at most 3600 seconds; it says 3600.5");
    assertThatThrownBy(() -> door(Map.of("window.bytes", -1L)))
        .hasMessageContaining("window.bytes is at least 1; it says -1");
    assertThatThrownBy(() -> door(Map.of("fetch.bytes", 0L)))
        .hasMessageContaining("fetch.bytes is at least 1; it says 0");
    assertThatThrownBy(() -> door(Map.of("save", "a\0b")))
        .hasMessageContaining("save is no path of a file");
  }

  @Test
  void aChangeHoldsFromThenOn() {
    MemoryChainComponent door = door(Map.of());
    door.bindFormat(MadeUpFormat.ERA, RANKED);
    blocks.forEach(block -> door.extend(block.encoded()));
    assertThat(door.status().blocks()).isEqualTo(20);
    door.modified(Configs.of(Map.of("window.blocks", 5)));
    assertThatThrownBy(() -> door.modified(Configs.of(Map.of("window.blocks", 0))))
        .isInstanceOf(TemperaException.class);
    door.extend(new Tree().after(blocks.getLast()).encoded());
    assertThat(door.status().blocks()).isEqualTo(5);
  }

  @Test
  void whoWaitedIsToldWhenTheSettingsHaveRoom() {
    MemoryChainComponent door =
        door(Map.of("candidate.headers", 10, "range.blocks", 1, "peer.blocks", 2));
    door.bindFormat(MadeUpFormat.ERA, RANKED);
    List<String> news = new ArrayList<>();
    HeaderFollower headers = door.headers(Link.id(0), () -> news.add("room"));
    BlockFollower fetch = door.blocks(Link.id(0), () -> news.add("blocks"));
    headers.intersected(Point.ORIGIN, Tip.ORIGIN);
    blocks
        .subList(0, 10)
        .forEach(block -> headers.rollForward(block.header().encoded(), Tip.ORIGIN));
    assertThat(headers.room()).isZero();
    assertThat(fetch.next()).isPresent();
    assertThat(fetch.next()).isPresent();
    assertThat(fetch.next()).isEmpty();
    door.modified(Configs.of(Map.of("candidate.headers", 12, "range.blocks", 1)));
    assertThat(news).containsExactly("room", "blocks");
    assertThat(headers.room()).isEqualTo(2);
    assertThat(fetch.next()).isPresent();
  }

  @Test
  void whatIsWrittenAtStopIsReadAtStart() {
    Path file = directory.resolve("chain");
    Map<String, Object> both = Map.of("load", file.toString(), "save", file.toString());
    MemoryChainComponent first = door(both);
    first.bindFormat(MadeUpFormat.ERA, RANKED);
    first.start();
    assertThat(first.tip()).isEqualTo(Tip.ORIGIN);
    blocks.forEach(block -> first.extend(block.encoded()));
    first.stop();
    assertThat(net.tracer.traces(ChainTrace.Saved.class))
        .containsExactly(new ChainTrace.Saved(file.toString(), 20));

    MemoryChainComponent second = door(both);
    second.bindFormat(MadeUpFormat.ERA, RANKED);
    second.start();
    assertThat(second.tip()).isEqualTo(blocks.getLast().header().tip());
    net.runtime.assertNothingLeft();
  }

  @Test
  void theFileIsReadWhenAFormatComesThatKnowsIt() throws IOException {
    Path file = directory.resolve("chain");
    net.chain(blocks).files().save(file);
    MemoryChainComponent door = door(Map.of("load", file.toString()));
    door.bindFormat(new MadeUpFormat(3), RANKED);
    door.start();
    assertThat(door.tip()).isEqualTo(Tip.ORIGIN);
    door.bindFormat(MadeUpFormat.ERA, RANKED);
    assertThat(door.tip()).isEqualTo(blocks.getLast().header().tip());
    door.rollBack(Point.ORIGIN);
    door.bindFormat(new MadeUpFormat(4), RANKED);
    assertThat(door.tip()).isEqualTo(Tip.ORIGIN);
  }

  @Test
  void aChainThatHasBegunIsNotReadFromAFileAnyMore() throws IOException {
    Path file = directory.resolve("chain");
    net.chain(blocks).files().save(file);
    MemoryChainComponent door = door(Map.of("load", file.toString()));
    door.start();
    door.headers(Link.id(0), () -> {});
    door.bindFormat(MadeUpFormat.ERA, RANKED);
    assertThat(door.tip()).isEqualTo(Tip.ORIGIN);
  }

  @Test
  void whatCannotBeWrittenAtStopIsSaid() {
    MemoryChainComponent door = door(Map.of("save", directory.resolve("none/chain").toString()));
    door.bindFormat(MadeUpFormat.ERA, RANKED);
    door.extend(blocks.getFirst().encoded());
    door.stop();
    assertThat(net.tracer.traces(ChainTrace.SaveFailed.class)).hasSize(1);
  }

  @Test
  void formatsAreAskedByTheirRanking() {
    RankedFormats formats = new RankedFormats();
    MadeUpFormat old = new MadeUpFormat(1);
    MadeUpFormat young = new MadeUpFormat(2);
    MadeUpFormat high = new MadeUpFormat(3);
    formats.put(young, Map.of("service.id", 9L));
    formats.put(old, Map.of("service.id", 4L));
    formats.put(high, Map.of("service.id", 10L, "service.ranking", 1));
    assertThat(formats.now().formats()).containsExactly(high, old, young);
    formats.put(high, Map.of("service.id", 10L, "service.ranking", -1));
    assertThat(formats.now().formats()).containsExactly(old, young, high);
    formats.remove(old);
    assertThat(formats.now().formats()).containsExactly(young, high);
  }

  @Test
  void whileAFormatIsAwayWhatComesWaitsAndNobodyIsBlamed() {
    MemoryChainComponent door = door(Map.of());
    door.bindFormat(MadeUpFormat.ERA, RANKED);
    door.bindFormat(new MadeUpFormat(3), RANKED);
    List<String> news = new ArrayList<>();
    HeaderFollower headers = door.headers(Link.id(0), () -> news.add("room"));
    BlockFollower fetch = door.blocks(Link.id(0), () -> news.add("blocks"));
    headers.intersected(Point.ORIGIN, Tip.ORIGIN);
    headers.rollForward(blocks.get(0).header().encoded(), Tip.ORIGIN);
    assertThat(fetch.next().orElseThrow().blocks()).isEqualTo(1);
    door.unbindFormat(MadeUpFormat.ERA);
    assertThat(headers.room()).as("nothing has come yet").isPositive();
    assertThat(fetch.received(blocks.get(0).encoded())).isEqualTo(Verdict.ACCEPTED);
    fetch.finished();
    Tip end = blocks.get(2).header().tip();
    headers.rollForward(blocks.get(1).header().encoded(), end);
    headers.rollBackward(blocks.get(0).point(), end);
    headers.rollForward(blocks.get(1).header().encoded(), end);
    assertThat(headers.room()).isZero();
    assertThat(fetch.next()).isEmpty();
    assertThat(door.tip()).isEqualTo(Tip.ORIGIN);

    // Another implementation of chain-sync goes on meanwhile.
    headers.suspend();
    HeaderFollower next = door.resume(Link.id(0), () -> news.add("room")).orElseThrow();
    assertThat(next.rollForward(blocks.get(2).header().encoded(), end)).isEqualTo(Verdict.ACCEPTED);
    assertThat(next.room()).isZero();

    net.runtime.advance(FormatGraces.GRACE.minusMillis(1));
    assertThat(news).isEmpty();
    door.bindFormat(MadeUpFormat.ERA, RANKED);
    assertThat(news).contains("room", "blocks");
    assertThat(next.room()).isPositive();
    assertThat(next.blockNo()).isEqualTo(3);
    assertThat(fetch.next().orElseThrow().blocks()).isEqualTo(2);
    assertThat(door.tip()).isEqualTo(blocks.get(0).header().tip());
    fetch.close();
    next.close();
    net.runtime.assertNothingLeft();
  }

  @Test
  void aFormatThatDoesNotComeBackInTimeIsNotWaitedFor() {
    MemoryChainComponent door = door(Map.of());
    door.bindFormat(MadeUpFormat.ERA, RANKED);
    List<String> news = new ArrayList<>();
    HeaderFollower headers = door.headers(Link.id(0), () -> news.add("room"));
    headers.intersected(Point.ORIGIN, Tip.ORIGIN);
    door.unbindFormat(MadeUpFormat.ERA);
    headers.rollForward(blocks.get(0).header().encoded(), Tip.ORIGIN);
    assertThat(headers.room()).isZero();
    net.runtime.advance(FormatGraces.GRACE);
    assertThat(news).containsExactly("room");
    assertThat(headers.room()).as("so that it is asked, and hears of it").isPositive();
    assertThat(headers.rollForward(blocks.get(1).header().encoded(), Tip.ORIGIN))
        .isInstanceOf(Verdict.Unreadable.class)
        .asString()
        .contains("is of no era that this node knows (no chain format is installed)");
    headers.close();
    net.runtime.assertNothingLeft();
  }

  @Test
  void nobodyWaitsForAFormatOfWhichAnotherVersionIsThere() {
    RankedFormats formats = new RankedFormats();
    formats.put(MadeUpFormat.ERA, RANKED);
    formats.put(new MadeUpFormat(3), RANKED);
    formats.put(new OtherVersion(MadeUpFormat.ERA), RANKED);
    assertThat(formats.remove(MadeUpFormat.ERA)).isFalse();
    assertThat(formats.now().complete()).isTrue();
    assertThat(formats.remove(new MadeUpFormat(3))).isTrue();
    assertThat(formats.now().complete()).isFalse();
    formats.gone("made-up 3");
    assertThat(formats.now().complete()).isTrue();
  }

  private record OtherVersion(ChainFormat of) implements ChainFormat {
    @Override
    public String name() {
      return of.name();
    }

    @Override
    public Optional<Header> header(Encoded header) {
      return of.header(header);
    }

    @Override
    public Optional<Block> block(Encoded block) {
      return of.block(block);
    }
  }

  @Test
  void whenItStopsItWaitsForNoFormat() {
    MemoryChainComponent door = door(Map.of());
    door.bindFormat(MadeUpFormat.ERA, RANKED);
    door.unbindFormat(MadeUpFormat.ERA);
    door.stop();
    door.bindFormat(MadeUpFormat.ERA, RANKED);
    door.unbindFormat(MadeUpFormat.ERA);
    net.runtime.assertNothingLeft();
  }

  @Test
  void aFormatThatGoesReadsNothingAnyMore() {
    MemoryChainComponent door = door(Map.of());
    door.bindFormat(MadeUpFormat.ERA, RANKED);
    door.updatedFormat(MadeUpFormat.ERA, Map.of("service.id", 5L, "service.ranking", 3));
    assertThat(door.extend(blocks.getFirst().encoded())).isEqualTo(Verdict.ACCEPTED);
    door.unbindFormat(MadeUpFormat.ERA);
    assertThat(door.extend(blocks.get(1).encoded()).toString())
        .contains("no chain format is installed");
  }

  @Test
  void allThatItOffersIsTheChain() {
    MemoryChainComponent door = door(Map.of());
    door.bindFormat(MadeUpFormat.ERA, RANKED);
    blocks.forEach(block -> door.extend(block.encoded()));
    assertThat(door.reader(ReadPosition.START, () -> {}).tip()).isEqualTo(door.tip());
    assertThat(door.blocks(blocks.get(0).point(), blocks.get(1).point())).isPresent();
    door.headers(Link.id(1), () -> {}).suspend();
    assertThat(door.resume(Link.id(1), () -> {})).isPresent();
    assertThat(door.blocks(Link.id(1), () -> {}).next()).isEmpty();
    assertThat(door.rollBack(new Tree(99).first().point()).toString())
        .contains("a rollback to", "is not possible");
  }

  @Test
  void theCommandsShowAndWriteIt() throws IOException {
    MemoryChainComponent door = door(Map.of());
    door.bindFormat(MadeUpFormat.ERA, RANKED);
    ChainCommands commands = new ChainCommands(door);
    Path file = directory.resolve("chain");
    assertThat(commands.chainsave(file.toString())).contains("nothing was written");
    blocks.subList(0, 3).forEach(block -> door.extend(block.encoded()));
    door.headers(Link.id(1), () -> {}).intersected(Point.ORIGIN, blocks.get(4).header().tip());
    door.reader(ReadPosition.START, () -> {});
    long bytes = blocks.subList(0, 3).stream().mapToLong(Window::size).sum();
    assertThat(commands.chain())
        .isEqualTo(
            """
            tip      %s
            window   3 of 4320 blocks after origin, %d of %d bytes
            readers  1, 0 at the tip
            beside   0 blocks, 0 bytes; on their way 0 blocks
            follows  1 peer
              127.0.0.1:3001<->127.0.0.1:10001  follows, its tip %s, 0 headers, 0 blocks on their way, 0 bytes of headers"""
                .formatted(
                    door.tip(),
                    bytes,
                    WindowLimits.bytesFor(Runtime.getRuntime().maxMemory()),
                    blocks.get(4).header().tip()));
    assertThat(commands.chainsave(file.toString())).isEqualTo("3 blocks written to " + file);
    assertThat(Files.exists(file)).isTrue();
  }
}

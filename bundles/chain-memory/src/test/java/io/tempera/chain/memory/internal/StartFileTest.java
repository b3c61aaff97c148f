package io.tempera.chain.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.chain.Block;
import io.tempera.chain.ChainTrace.LoadStopped;
import io.tempera.chain.ChainTrace.NotLoaded;
import io.tempera.chain.ChainTrace.SaveFailed;
import io.tempera.chain.ChainTrace.Saved;
import io.tempera.chain.ChainTrace.SetAside;
import io.tempera.trace.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file to load that cannot be read, or not to its end: it is said, and never written over. */
class StartFileTest {
  private static final Map<String, Object> RANKED = Map.of("service.id", 5L);

  @TempDir private Path directory;

  private final Net net = new Net(1);
  private final List<Block> blocks = new Tree().chain(20);
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("chain");
  }

  /** One that loads the file and saves it, and knows no format yet. */
  private MemoryChainComponent started() {
    MemoryChainComponent door =
        new MemoryChainComponent(
            net.runtime,
            net.tracer,
            Configs.of(Map.of("load", file.toString(), "save", file.toString())));
    door.start();
    return door;
  }

  private byte[] written() throws IOException {
    net.chain(blocks).files().save(file);
    net.tracer.clear();
    return Files.readAllBytes(file);
  }

  /** The file of 20 blocks, of which only the first five can be read. */
  private byte[] damaged() throws IOException {
    byte[] all = written();
    int at = blocks.subList(0, 5).stream().mapToInt(block -> block.encoded().size()).sum();
    all[at] = (byte) 0xff;
    Files.write(file, all);
    return all;
  }

  private Path aside(int number) {
    return directory.resolve("chain.unread" + number);
  }

  @Test
  void whatNoFormatKnowsIsSaidOnceAndNotBeforeTheFormatsHadTimeToCome() throws IOException {
    byte[] all = written();
    MemoryChainComponent door = started();
    door.bindFormat(new MadeUpFormat(3), RANKED);
    net.runtime.advance(StartFile.PATIENCE.minusMillis(1));
    assertThat(net.tracer.traces(NotLoaded.class)).isEmpty();
    net.runtime.advance(StartFile.PATIENCE);
    NotLoaded said = net.tracer.traces(NotLoaded.class).getFirst();
    assertThat(said.level()).isEqualTo(Level.WARN);
    assertThat(said.text())
        .startsWith("chain: " + file + " was not read: block " + blocks.getFirst().encoded())
        .endsWith(
            " is of no era that this node knows (made-up 3); install the bundle with its format,"
                + " then it is read, unless the chain has begun by then");
    door.bindFormat(new MadeUpFormat(4), RANKED);
    net.runtime.advance(StartFile.PATIENCE);
    assertThat(net.tracer.traces(NotLoaded.class)).hasSize(1);
    door.stop();
    assertThat(file).hasBinaryContent(all);
    net.runtime.assertNothingLeft();
  }

  @Test
  void nothingIsSaidWhenItsFormatComesInTimeOrTheNodeStops() throws IOException {
    written();
    MemoryChainComponent door = started();
    door.bindFormat(MadeUpFormat.ERA, RANKED);
    assertThat(door.tip()).isEqualTo(blocks.getLast().header().tip());
    net.runtime.assertNothingLeft();
    MemoryChainComponent stops = started();
    stops.stop();
    net.runtime.assertNothingLeft();
    assertThat(net.tracer.traces(NotLoaded.class)).isEmpty();
  }

  @Test
  void aChainThatHasBegunBeforeIsSaidAndTheFileKept() throws IOException {
    byte[] all = written();
    MemoryChainComponent door = started();
    door.headers(Link.id(0), () -> {});
    door.bindFormat(MadeUpFormat.ERA, RANKED);
    door.extend(blocks.getFirst().encoded());
    net.runtime.advance(StartFile.PATIENCE);
    assertThat(net.tracer.traces(NotLoaded.class))
        .containsExactly(
            new NotLoaded(
                file.toString(),
                "the chain has begun before a format was there that knows its first block"));
    door.stop();
    assertThat(aside(1)).hasBinaryContent(all);
    assertThat(file).hasBinaryContent(blocks.getFirst().encoded().bytes());
  }

  @Test
  void whatWasNotReadToItsEndIsKeptBesideWhatIsWritten() throws IOException {
    byte[] all = damaged();
    MemoryChainComponent door = started();
    door.bindFormat(MadeUpFormat.ERA, RANKED);
    assertThat(door.status().blocks()).isEqualTo(5);
    assertThat(net.tracer.traces(LoadStopped.class)).hasSize(1);
    door.stop();
    assertThat(aside(1)).hasBinaryContent(all);
    SetAside said = net.tracer.traces(SetAside.class).getFirst();
    assertThat(said.level()).isEqualTo(Level.WARN);
    assertThat(said.text())
        .contains(file + ", which was not read to its end, is kept as " + aside(1) + ": ");
    assertThat(net.tracer.traces(Saved.class)).containsExactly(new Saved(file.toString(), 5));

    // What is written is whole: from now on it is written over.
    MemoryChainComponent next = started();
    next.bindFormat(MadeUpFormat.ERA, RANKED);
    blocks.subList(5, 20).forEach(block -> next.extend(block.encoded()));
    next.stop();
    assertThat(net.tracer.traces(SetAside.class)).hasSize(1);
    assertThat(file).hasSize(all.length);
    assertThat(aside(2)).doesNotExist();
  }

  @Test
  void soItIsWhenACommandWritesItAndOnceOnly() throws IOException {
    byte[] all = damaged();
    MemoryChainComponent door = started();
    door.bindFormat(MadeUpFormat.ERA, RANKED);
    assertThat(door.save(directory.resolve("other"))).isEqualTo(5);
    assertThat(file).hasBinaryContent(all);
    assertThat(door.save(file)).isEqualTo(5);
    door.stop();
    assertThat(aside(1)).hasBinaryContent(all);
    assertThat(net.tracer.traces(SetAside.class)).hasSize(1);
  }

  @Test
  void aChainWithoutBlocksLeavesItWhereItIs() throws IOException {
    Files.writeString(file, "hello, this is no chain");
    MemoryChainComponent door = started();
    door.bindFormat(MadeUpFormat.ERA, RANKED);
    door.stop();
    assertThat(file).hasContent("hello, this is no chain");
    assertThat(aside(1)).doesNotExist();
    net.runtime.assertNothingLeft();
  }

  @Test
  void noneIsLostForOneThatWasKeptBefore() throws IOException {
    for (int number = 1; number < StartFile.MOST_ASIDE; number++) {
      Files.writeString(aside(number), "kept " + number);
    }
    byte[] all = damaged();
    MemoryChainComponent door = started();
    door.bindFormat(MadeUpFormat.ERA, RANKED);
    door.stop();
    assertThat(aside(StartFile.MOST_ASIDE)).hasBinaryContent(all);
    assertThat(aside(1)).hasContent("kept 1");

    byte[] again = Arrays.copyOf(damaged(), all.length - 1);
    Files.write(file, again);
    MemoryChainComponent full = started();
    full.bindFormat(MadeUpFormat.ERA, RANKED);
    full.stop();
    assertThat(file).hasBinaryContent(again);
    assertThat(net.tracer.traces(SaveFailed.class).getFirst().text())
        .contains("9 such files are kept beside it already; remove those that are of no use");
  }
}

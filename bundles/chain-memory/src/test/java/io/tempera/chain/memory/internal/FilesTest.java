package io.tempera.chain.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.chain.Block;
import io.tempera.chain.ChainFormat;
import io.tempera.chain.ChainTrace;
import io.tempera.chain.Encoded;
import io.tempera.kit.cbor.CborWriter;
import io.tempera.trace.Level;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesTest {
  @TempDir private Path directory;

  private final Net net = new Net(1);
  private final List<Block> blocks = new Tree(3_000).chain(100);
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("chain.cbor");
  }

  private MemoryChain loaded() {
    return loaded(MemorySettings.DEFAULT);
  }

  private MemoryChain loaded(MemorySettings settings) {
    MemoryChain chain = net.chain(settings);
    assertThat(chain.files().load(file)).isInstanceOf(LoadResult.Over.class);
    return chain;
  }

  private List<ChainTrace> said() {
    return net.tracer.traces(ChainTrace.class).stream()
        .filter(trace -> !(trace instanceof ChainTrace.TipMoved))
        .toList();
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    assertThat(net.chain(blocks).files().save(file)).isEqualTo(100);
    assertThat(Files.size(file))
        .isEqualTo(blocks.stream().mapToLong(b -> b.encoded().size()).sum());
    MemoryChain again = loaded();
    assertThat(again.tip()).isEqualTo(blocks.getLast().header().tip());
    assertThat(again.blocks(blocks.getFirst().point(), blocks.getLast().point())).isPresent();
    assertThat(said())
        .containsExactly(
            new ChainTrace.Loaded(file.toString(), 100, blocks.getLast().header().tip()));
    onlyThatIsThere();
  }

  @Test
  void ofALongFileTheWindowIsKept() throws IOException {
    net.chain(blocks).files().save(file);
    MemoryChain small = loaded(MemorySettings.DEFAULT.withWindow(7, 1 << 20));
    assertThat(small.tip()).isEqualTo(blocks.getLast().header().tip());
    assertThat(small.status().blocks()).isEqualTo(7);
    small.files().save(file);
    // The first block of what is left has forerunners that nobody knows: it is the anchor.
    MemoryChain rest = loaded();
    assertThat(rest.status().anchor()).isEqualTo(Place.of(blocks.get(93).header()));
    assertThat(rest.status().blocks()).isEqualTo(6);
    // Where the settings name the point before it nothing is lost.
    String before = blocks.get(92).point().toString();
    assertThat(loaded(MemorySettings.DEFAULT.withStart(before)).status().blocks()).isEqualTo(7);
    assertThat(loaded(MemorySettings.DEFAULT.withStart("tip")).status().blocks()).isEqualTo(6);
  }

  @Test
  void aTailThatIsCutOffIsSaidAndTheRestTaken() throws IOException {
    net.chain(blocks).files().save(file);
    byte[] all = Files.readAllBytes(file);
    int last = all.length - blocks.getLast().encoded().size();
    for (int cut : new int[] {last + 1, last + 2, last + 50, all.length - 1}) {
      Files.write(file, Arrays.copyOf(all, cut));
      net.tracer.clear();
      assertThat(loaded().tip()).isEqualTo(blocks.get(98).header().tip());
      assertThat(said().getFirst().text())
          .contains(
              "was not read to its end: it ends in the middle of the block at byte "
                  + last
                  + ", after "
                  + (cut - last));
      assertThat(said().getLast())
          .isEqualTo(new ChainTrace.Loaded(file.toString(), 99, blocks.get(98).header().tip()));
    }
  }

  @Test
  void aTailThatIsNoBlockIsSaidAndTheRestTaken() throws IOException {
    for (String tail : List.of("ff", "1c", "80", "83078001")) {
      net.chain(blocks).files().save(file);
      Files.write(file, Encoded.ofHex(tail).bytes(), StandardOpenOption.APPEND);
      net.tracer.clear();
      assertThat(loaded().tip()).isEqualTo(blocks.getLast().header().tip());
      assertThat(said().getFirst()).isInstanceOf(ChainTrace.LoadStopped.class);
      assertThat(said()).hasSize(2);
    }
    Files.write(file, blocks.get(3).encoded().bytes());
    Files.write(file, blocks.get(5).encoded().bytes(), StandardOpenOption.APPEND);
    net.tracer.clear();
    assertThat(loaded().tip()).isEqualTo(blocks.get(3).header().tip());
    assertThat(said().getFirst().text())
        .contains("at byte " + blocks.get(3).encoded().size() + " block 6")
        .contains("says that the block before it is");
  }

  @Test
  void anItemThatIsLargerThanAnyBlockIsNotHeld() throws IOException {
    byte[] head = {0x5a, 0x7f, 0x00, 0x00, 0x00};
    byte[] zeros = new byte[1 << 20];
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(head);
      for (int count = 0; count < 20; count++) {
        out.write(zeros);
      }
    }
    loaded();
    assertThat(said().getFirst().text()).contains("larger than any block, 16777216 bytes");
  }

  @Test
  void noFileIsAnEmptyOneWhereItIsWrittenAtStopOnly() {
    Path same = directory.resolve("other/../chain.cbor");
    loaded(MemorySettings.DEFAULT.withFiles(Optional.of(file), Optional.of(same)));
    assertThat(said().getFirst().level()).isEqualTo(Level.INFO);
    assertThat(said().getFirst().text())
        .isEqualTo("chain: 0 blocks of " + file + " read, the chain is at origin");
    Path other = directory.resolve("other");
    for (Optional<Path> save : List.of(Optional.<Path>empty(), Optional.of(other))) {
      net.tracer.clear();
      loaded(MemorySettings.DEFAULT.withFiles(Optional.of(file), save));
      assertThat(said())
          .containsExactly(
              new ChainTrace.NotLoaded(
                  file.toString(), "there is no such file; see load of io.tempera.chain.memory"));
      assertThat(said().getFirst().level()).isEqualTo(Level.WARN);
    }
  }

  @Test
  void withoutAFormatForItsFirstBlockItIsLeftForLater() throws IOException {
    net.chain(blocks).files().save(file);
    List<ChainFormat> formats = new ArrayList<>();
    MemoryChain chain =
        new MemoryChain(net.runtime, () -> MemorySettings.DEFAULT, () -> formats, net.tracer);
    net.tracer.clear();
    assertThat(chain.files().load(file))
        .isEqualTo(
            new LoadResult.Unknown(
                "block "
                    + blocks.getFirst().encoded()
                    + " is of no era that this node knows (no chain format is installed); install"
                    + " the bundle with its format"));
    assertThat(said()).isEmpty();
    formats.add(MadeUpFormat.ERA);
    assertThat(chain.files().load(file)).isEqualTo(new LoadResult.Over(true));
    assertThat(chain.tip()).isEqualTo(blocks.getLast().header().tip());
  }

  @Test
  void aChainWithoutBlocksWritesNothing() throws IOException {
    assertThat(net.chain(MemorySettings.DEFAULT).files().save(file)).isZero();
    assertThat(file).doesNotExist();
  }

  @Test
  void whatCannotBeWrittenLeavesTheOldOneAndNothingElse() throws IOException {
    net.chain(blocks.subList(0, 2)).files().save(file);
    List<Encoded> breaksOff =
        new AbstractList<>() {
          @Override
          public Encoded get(int index) {
            if (index == 60) {
              throw new UncheckedIOException(new IOException("no space is left"));
            }
            return blocks.get(index).encoded();
          }

          @Override
          public int size() {
            return 100;
          }
        };
    assertThatThrownBy(() -> BlockFile.write(file, breaksOff)).hasMessageContaining("no space");
    assertThat(loaded().tip()).isEqualTo(blocks.get(1).header().tip());
    onlyThatIsThere();
  }

  @Test
  void whatCannotBePutInItsPlaceLeavesNothing() throws IOException {
    Files.createDirectories(file.resolve("not-empty"));
    MemoryChain chain = net.chain(blocks);
    assertThatThrownBy(() -> chain.files().save(file)).isInstanceOf(IOException.class);
    assertThat(file).isDirectory();
    onlyThatIsThere();
  }

  @Test
  void whatAnotherHasBegunToWriteIsNotInTheWay() throws IOException {
    Files.createDirectory(directory.resolve("chain.cbor.part"));
    assertThat(net.chain(blocks).files().save(file)).isEqualTo(100);
    assertThat(loaded().tip()).isEqualTo(blocks.getLast().header().tip());
  }

  private void onlyThatIsThere() throws IOException {
    try (var left = Files.list(directory)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void itemsAreReadInWhateverPieces() throws Exception {
    byte[] large = new CborWriter().array(2).bytes(new byte[200_000]).unsigned(7).toByteArray();
    byte[] small = {0x00};
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int count = 0; count < 5; count++) {
        out.write(large);
        out.write(small);
      }
    }
    try (BlockFile items = BlockFile.open(file)) {
      for (int count = 0; count < 5; count++) {
        assertThat(items.next()).contains(new Encoded(large));
        assertThat(items.next()).contains(new Encoded(small));
      }
      assertThat(items.next()).isEmpty();
      assertThat(items.offset()).isEqualTo(Files.size(file));
    }
  }
}

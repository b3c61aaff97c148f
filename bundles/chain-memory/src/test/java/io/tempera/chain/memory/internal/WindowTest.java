package io.tempera.chain.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.chain.Block;
import io.tempera.chain.Point;
import io.tempera.chain.Tip;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowTest {
  private static final WindowLimits MANY = new WindowLimits(1_000, 1 << 20);

  private final Tree tree = new Tree();

  @Test
  void isTheEndOfTheChainWhateverHappens() {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      WindowLimits limits = new WindowLimits(1 + random.nextInt(20), 200 + random.nextInt(3_000));
      Window window = new Window(Place.ORIGIN);
      List<Block> all = new ArrayList<>();
      for (int step = 0; step < 200; step++) {
        if (random.nextInt(4) > 0) {
          all = new ArrayList<>(tree.extend(all, 1));
          window.append(all.getLast(), limits);
        } else {
          long back = random.nextInt(window.size() + 1);
          List<Block> gone = window.rollBack(window.end() - back);
          assertThat(gone).isEqualTo(all.subList(all.size() - (int) back, all.size()));
          all = all.subList(0, all.size() - (int) back);
        }
        check(window, all, limits);
      }
    }
  }

  private static void check(Window window, List<Block> all, WindowLimits limits) {
    assertThat(window.end()).isEqualTo(all.size());
    assertThat(window.size()).isLessThanOrEqualTo(limits.blocks());
    assertThat(window.bytes() <= limits.bytes() || window.size() == 1).isTrue();
    List<Block> kept = all.subList(all.size() - window.size(), all.size());
    assertThat(window.bytes()).isEqualTo(kept.stream().mapToLong(Window::size).sum());
    assertThat(window.tip()).isEqualTo(all.isEmpty() ? Tip.ORIGIN : all.getLast().header().tip());
    for (int index = 0; index < all.size(); index++) {
      Block block = all.get(index);
      long position = index + 1;
      boolean isAnchor = position == window.first();
      assertThat(window.position(block.point()))
          .isEqualTo(position >= window.first() ? OptionalLong.of(position) : OptionalLong.empty());
      assertThat(window.block(block.point().hash()).isPresent())
          .isEqualTo(position > window.first());
      if (isAnchor) {
        assertThat(window.anchor()).isEqualTo(Place.of(block.header()));
      }
    }
  }

  @Test
  void pointsGrowFartherApartAndEndAtTheAnchor() {
    List<Block> chain = tree.chain(100);
    Window window = new Window(Place.ORIGIN);
    chain.forEach(block -> window.append(block, MANY));
    assertThat(window.points(100))
        .containsExactly(
            at(chain, 100),
            at(chain, 99),
            at(chain, 98),
            at(chain, 96),
            at(chain, 92),
            at(chain, 84),
            at(chain, 68),
            at(chain, 36),
            Point.ORIGIN);
    assertThat(window.points(0)).containsExactly(Point.ORIGIN);
    assertThat(window.points(1)).containsExactly(at(chain, 1), Point.ORIGIN);
  }

  private static Point at(List<Block> chain, int position) {
    return chain.get(position - 1).point();
  }

  @Test
  void aPointWithAnotherSlotIsAnotherPoint() {
    Window window = new Window(Place.ORIGIN);
    Block block = tree.first();
    window.append(block, MANY);
    assertThat(window.position(block.point())).hasValue(1);
    assertThat(window.position(new Point.At(11, block.point().hash()))).isEmpty();
  }

  @Test
  void nothingIsOnAChainThatHasNotBegun() {
    Window window = new Window();
    assertThat(window.position(Point.ORIGIN)).isEmpty();
    assertThat(window.points(0)).isEmpty();
    assertThat(window.tip()).isEqualTo(Tip.ORIGIN);
    Place place = new Place(tree.first().point(), OptionalLong.empty());
    window.restart(place);
    assertThat(window.points(window.end())).containsExactly(place.point());
    assertThat(window.position(Point.ORIGIN)).isEmpty();
  }

  @Test
  void noPlaceFromBeforeARestartIsOnIt() {
    List<Block> chain = tree.chain(5);
    Window window = new Window(Place.ORIGIN);
    chain.forEach(block -> window.append(block, MANY));
    long before = window.end();
    window.restart(Place.of(chain.get(2).header()));
    assertThat(window.first()).isGreaterThan(before);
    assertThat(window.bytes()).isZero();
    assertThat(window.block(chain.get(4).point().hash())).isEmpty();
    assertThat(window.tip()).isEqualTo(chain.get(2).header().tip());
  }

  @Test
  void aBlockLargerThanTheLimitIsKeptAlone() {
    Window window = new Window(Place.ORIGIN);
    List<Block> chain = new Tree(500).chain(3);
    chain.forEach(block -> window.append(block, new WindowLimits(10, 100)));
    assertThat(window.size()).isEqualTo(1);
    assertThat(window.tip()).isEqualTo(chain.getLast().header().tip());
    assertThat(window.anchor()).isEqualTo(Place.of(chain.get(1).header()));
    assertThat(window.hasDropped()).isTrue();
  }

  @Test
  void byDefaultIsAQuarterOfASmallHeap() {
    assertThat(WindowLimits.bytesFor(64 << 20)).isEqualTo(16 << 20);
    assertThat(WindowLimits.bytesFor(16L << 30)).isEqualTo(256 << 20);
  }
}

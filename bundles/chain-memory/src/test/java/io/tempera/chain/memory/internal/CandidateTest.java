package io.tempera.chain.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.chain.Block;
import io.tempera.chain.Encoded;
import io.tempera.chain.Header;
import io.tempera.chain.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against the plain truth: two whole chains, and how far they are the same. */
class CandidateTest {
  private static final WindowLimits MANY = new WindowLimits(10_000, 1 << 30);

  private final Tree tree = new Tree();

  @Test
  void isAlwaysWhatFollowsAfterWhereItLeavesOurs() {
    for (int seed = 0; seed < 300; seed++) {
      Script script = new Script(new Random(seed));
      for (int step = 0; step < 150; step++) {
        script.step();
        script.check();
      }
    }
  }

  private final class Script {
    private final Random random;
    private final Window window = new Window(Place.ORIGIN);
    private final Candidate candidate = new Candidate(Place.ORIGIN, 0);
    private List<Block> ours = List.of();
    private List<Block> theirs = List.of();

    Script(Random random) {
      this.random = random;
    }

    void step() {
      switch (random.nextInt(6)) {
        case 0 -> weAppend(tree.extend(ours, 1).getLast());
        case 1 -> weFollow();
        case 2 -> weGoBack(random.nextInt(ours.size() + 1));
        case 3 -> theyAppend(tree.extend(theirs, 1).getLast());
        case 4 -> theyFollow();
        default -> theyGoBack(random.nextInt(theirs.size() + 1));
      }
    }

    private int common() {
      int common = 0;
      while (common < Math.min(ours.size(), theirs.size())
          && ours.get(common).equals(theirs.get(common))) {
        common++;
      }
      return common;
    }

    private void weAppend(Block block) {
      ours = with(ours, block);
      window.append(block, MANY);
      candidate.follow(window);
    }

    private void weFollow() {
      if (common() == ours.size() && theirs.size() > ours.size()) {
        weAppend(theirs.get(ours.size()));
      }
    }

    private void weGoBack(int to) {
      List<Block> gone = window.rollBack(to);
      candidate.ourChainWentBack(window.place(to), to, gone);
      ours = ours.subList(0, to);
    }

    private void theyAppend(Block block) {
      theirs = with(theirs, block);
      assertThat(candidate.last().objection(block.header())).isEmpty();
      candidate.append(block.header());
      candidate.follow(window);
    }

    private void theyFollow() {
      if (common() == theirs.size() && ours.size() > theirs.size()) {
        theyAppend(ours.get(theirs.size()));
      }
    }

    private void theyGoBack(int to) {
      Point point = to == 0 ? Point.ORIGIN : theirs.get(to - 1).point();
      boolean known = to >= common();
      assertThat(candidate.rollBack(point)).isEqualTo(known);
      if (!known) {
        candidate.restart(window.place(to), to);
      }
      theirs = theirs.subList(0, to);
    }

    void check() {
      int common = common();
      assertThat(candidate.position()).isEqualTo(common);
      assertThat(candidate.fork()).isEqualTo(window.place(common));
      assertThat(candidate.size()).isEqualTo(theirs.size() - common);
      for (int index = 0; index < candidate.size(); index++) {
        assertThat(candidate.get(index)).isEqualTo(theirs.get(common + index).header());
        assertThat(candidate.contains(theirs.get(common + index).header())).isTrue();
      }
      assertThat(candidate.bytes())
          .isEqualTo(
              theirs.subList(common, theirs.size()).stream()
                  .mapToLong(block -> block.header().encoded().size())
                  .sum());
      for (int index = common; index < ours.size(); index++) {
        assertThat(candidate.contains(ours.get(index).header())).isFalse();
      }
      // No header of it was ever missing, so none is looked at twice: the first is the cursor.
      assertThat(candidate.firstMissing(0, header -> header.blockNo() % 5 != 0))
          .isEqualTo(firstMissing(common));
      assertThat(candidate.room(10, window))
          .isEqualTo(Math.max(0, 10 + ours.size() - theirs.size()));
    }

    private int firstMissing(int common) {
      int index = common;
      while (index < theirs.size() && theirs.get(index).header().blockNo() % 5 != 0) {
        index++;
      }
      return index - common;
    }

    private static List<Block> with(List<Block> chain, Block block) {
      List<Block> longer = new ArrayList<>(chain);
      longer.add(block);
      return longer;
    }
  }

  @Test
  void whenItsForkIsDroppedOnlyItsLastPlaceIsKeptUntilItMeetsOurs() {
    List<Block> chain = tree.chain(30);
    Window window = new Window(Place.ORIGIN);
    Candidate candidate = new Candidate(Place.ORIGIN, 0);
    List<Block> fork = tree.fork(chain, 3, 3);
    chain.subList(0, 5).forEach(block -> window.append(block, MANY));
    fork.forEach(
        block -> {
          candidate.append(block.header());
          candidate.follow(window);
        });
    assertThat(candidate.size()).isEqualTo(3);
    chain
        .subList(5, 30)
        .forEach(
            block -> {
              window.append(block, new WindowLimits(10, 1 << 20));
              candidate.follow(window);
            });
    assertThat(candidate.isApart()).isTrue();
    assertThat(candidate.size()).isZero();
    assertThat(candidate.last()).isEqualTo(Place.of(fork.getLast().header()));
    assertThat(candidate.room(10, window)).isEqualTo(10);

    candidate.part(Place.of(chain.get(25).header()));
    candidate.follow(window);
    assertThat(candidate.isApart()).isFalse();
    assertThat(candidate.position()).isEqualTo(26);
  }

  @Test
  void ofLargeHeadersFewerAreTaken() {
    Window window = new Window(Place.ORIGIN);
    Candidate candidate = new Candidate(Place.ORIGIN, 0);
    List<Header> large = new ArrayList<>();
    for (Block block : tree.chain(3)) {
      Header header = block.header();
      large.add(
          new Header(
              header.point(),
              header.blockNo(),
              header.previous(),
              new Encoded(new byte[4 * Candidate.HEADER_BYTES])));
    }
    candidate.append(large.get(0));
    assertThat(candidate.room(10, window)).isEqualTo(6);
    candidate.append(large.get(1));
    assertThat(candidate.room(10, window)).isEqualTo(2);
    candidate.append(large.get(2));
    assertThat(candidate.room(10, window)).isZero();
    assertThat(candidate.bytes()).isEqualTo(12 * Candidate.HEADER_BYTES);
    candidate.rollBack(large.get(0).point());
    assertThat(candidate.room(10, window)).isEqualTo(6);
    candidate.restart(Place.ORIGIN, 0);
    assertThat(candidate.room(1, window)).isEqualTo(1); // of whatever size
  }

  @Test
  void looksAgainAtWhatIsOnHandOnlyWhenSomethingWasLost() {
    Candidate candidate = new Candidate(Place.ORIGIN, 0);
    tree.chain(10).forEach(block -> candidate.append(block.header()));
    assertThat(candidate.firstMissing(0, header -> header.blockNo() <= 6)).isEqualTo(6);
    assertThat(candidate.firstMissing(0, header -> header.blockNo() > 3)).isEqualTo(10);
    assertThat(candidate.firstMissing(1, header -> header.blockNo() > 3)).isZero();
  }

  @Test
  void findsAHeaderAmongThoseWithTheSameNumbers() {
    Candidate candidate = new Candidate(Place.ORIGIN, 0);
    List<Block> chain = new ArrayList<>(tree.chain(3));
    for (int step : new int[] {0, 1, 1, 0, 1}) {
      chain.add(tree.after(chain.getLast(), step));
    }
    chain.forEach(block -> candidate.append(block.header()));
    assertThat(chain).allMatch(block -> candidate.contains(block.header()));
    assertThat(candidate.contains(tree.after(chain.get(2), 0).header())).isFalse();
    assertThat(candidate.contains(tree.after(chain.getLast()).header())).isFalse();
  }
}

package io.tempera.chain.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.chain.Block;
import io.tempera.chain.ChainChange;
import io.tempera.chain.ChainReader;
import io.tempera.chain.Point;
import io.tempera.chain.ReadPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ThreadsTest {
  private final Net net = new Net(1);
  private final Tree tree = new Tree();

  @Test
  void nobodyIsToldWhileTheLockIsHeld() {
    MemoryChain chain = net.chain(MemorySettings.DEFAULT);
    List<Point> seen = new ArrayList<>();
    ChainReader reader =
        chain.reader(
            ReadPosition.START,
            () -> {
              Thread other = Thread.ofVirtual().start(() -> seen.add(chain.tip().point()));
              try {
                other.join();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    reader.next();
    assertThat(reader.next()).isEmpty();
    Block first = tree.first();
    Net.put(chain, List.of(first));
    assertThat(seen).containsExactly(first.point());
  }

  @Test
  void readersOnTheirOwnThreadsAllEndWithTheChain() throws InterruptedException {
    MemoryChain chain = net.chain(MemorySettings.DEFAULT);
    List<Block> blocks = tree.chain(20);
    Point last = last(blocks);
    List<Following> readers = new ArrayList<>();
    for (int count = 0; count < 8; count++) {
      readers.add(new Following(chain, last));
    }
    for (int round = 0; round < 300; round++) {
      List<Block> fork = tree.fork(blocks, round % 15, 3);
      Net.put(chain, fork);
      chain.rollBack(Point.ORIGIN);
    }
    Net.put(chain, blocks);
    for (Following reader : readers) {
      reader.thread.join();
      assertThat(reader.told).isEqualTo(blocks.stream().<Point>map(Block::point).toList());
    }
  }

  private static Point last(List<Block> blocks) {
    return blocks.getLast().point();
  }

  /** Reads on a thread of its own until it is told a certain block. */
  private static final class Following {
    private final List<Point> told = new ArrayList<>();
    private final Semaphore news = new Semaphore(0);
    private final ChainReader reader;
    private final Point last;
    private final Thread thread;

    Following(MemoryChain chain, Point last) {
      this.last = last;
      this.reader = chain.reader(ReadPosition.START, news::release);
      this.thread = Thread.ofVirtual().start(this::run);
    }

    private void run() {
      while (told.isEmpty() || !told.getLast().equals(last)) {
        Optional<ChainChange> next = reader.next();
        next.ifPresentOrElse(this::take, news::acquireUninterruptibly);
      }
    }

    private void take(ChainChange change) {
      switch (change) {
        case ChainChange.RollForward(var header, var tip) ->
            told.add(MadeUpFormat.ERA.header(header).orElseThrow().point());
        case ChainChange.RollBackward(Point point, var tip) -> {
          while (!told.isEmpty() && !told.getLast().equals(point)) {
            told.removeLast();
          }
        }
      }
    }
  }
}

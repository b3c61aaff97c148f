package io.tempera.chain.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.chain.ChainChange;
import io.tempera.chain.ChainReader;
import io.tempera.chain.Header;
import io.tempera.chain.Point;
import io.tempera.chain.ReadPosition;
import io.tempera.chain.Tip;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Does what a reader says, and so has the chain in the end. It asks only after the news. */
final class Replay {
  private final MemoryChain chain;
  private final List<Point> told = new ArrayList<>();
  private ChainReader reader;
  private boolean readable = true;
  private Tip tip = Tip.ORIGIN;

  Replay(MemoryChain chain) {
    this.chain = chain;
    this.reader = chain.reader(ReadPosition.START, () -> readable = true);
  }

  /** All points that were told and not taken back. */
  List<Point> told() {
    return told;
  }

  /** Reads so many changes; another reader goes on now and then. */
  void some(int changes) {
    for (int count = 0; count < changes && readable; count++) {
      next();
      if (changes == 3) {
        goOnElsewhere();
      }
    }
  }

  /** Reads all, after which it has the chain. */
  void all() {
    while (readable) {
      next();
    }
    assertThat(told.isEmpty() ? Point.ORIGIN : told.getLast()).isEqualTo(chain.tip().point());
    assertThat(tip).isEqualTo(chain.tip());
  }

  private void goOnElsewhere() {
    ReadPosition position = reader.position();
    reader.close();
    reader = chain.reader(position, () -> readable = true);
    readable = true;
  }

  private void next() {
    Optional<ChainChange> next = reader.next();
    readable = next.isPresent();
    next.ifPresent(this::take);
  }

  private void take(ChainChange change) {
    tip = change.tip();
    assertThat(tip).isEqualTo(chain.tip());
    switch (change) {
      case ChainChange.RollForward(var encoded, var unused) -> {
        Header header = MadeUpFormat.ERA.header(encoded).orElseThrow();
        Optional<Point> before = told.isEmpty() ? Optional.empty() : Optional.of(told.getLast());
        assertThat(header.previous()).isEqualTo(before.map(p -> ((Point.At) p).hash()));
        told.add(header.point());
      }
      case ChainChange.RollBackward(Point point, var unused) -> {
        assertThat(point.equals(Point.ORIGIN) || told.contains(point)).isTrue();
        while (!told.isEmpty() && !told.getLast().equals(point)) {
          told.removeLast();
        }
      }
    }
  }
}

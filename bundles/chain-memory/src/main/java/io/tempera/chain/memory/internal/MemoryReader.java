package io.tempera.chain.memory.internal;

import io.tempera.chain.ChainChange;
import io.tempera.chain.ChainReader;
import io.tempera.chain.Point;
import io.tempera.chain.ReadPosition;
import io.tempera.chain.Tip;
import java.util.List;
import java.util.Optional;

/** Reads the chain for one peer. */
final class MemoryReader implements ChainReader {
  private final Guard guard;
  private final Reader reader;
  private boolean closed;

  MemoryReader(Guard guard, Reader reader) {
    this.guard = guard;
    this.reader = reader;
  }

  @Override
  public Optional<Point> intersect(List<Point> points) {
    return guard.look(chain -> chain.readers().intersect(reader, points));
  }

  @Override
  public Optional<ChainChange> next() {
    return closed
        ? Optional.empty()
        : guard.look(chain -> chain.readers().next(reader, guard.settings().window()));
  }

  @Override
  public Tip tip() {
    return guard.look(chain -> chain.window().tip());
  }

  @Override
  public ReadPosition position() {
    return guard.look(chain -> chain.readers().position(reader));
  }

  @Override
  public void close() {
    closed = true;
    guard.look(
        chain -> {
          chain.readers().close(reader);
          return true;
        });
  }
}

package io.tempera.benchmarks.chain;

import io.tempera.benchmarks.Subject;
import io.tempera.benchmarks.baseline.PlainNetty;
import io.tempera.benchmarks.wire.Shape;
import java.util.List;

/**
 * Plain Netty, which moves the first bytes of these very blocks or headers, as many of each: of
 * blocks as many as a large one is said to have, of headers with their tips as the smallest has.
 */
record PlainMover(Subject subject, Shape shape) implements Mover {
  /** Blocks, many by one request. */
  static PlainMover ofBlocks(int loops, Sample sample) throws InterruptedException {
    return of(loops, Shape.BLOCKS, sample.bodies());
  }

  /**
   * Headers with their tips, each by a request of its own.
   *
   * @param window most under way
   */
  static PlainMover ofHeaders(int loops, int window, Sample sample) throws InterruptedException {
    List<byte[]> answers = sample.blocks().stream().map(Answers::rollForward).toList();
    int least = answers.stream().mapToInt(answer -> answer.length).min().orElseThrow();
    return of(loops, Shape.oneByOne(least, window), answers);
  }

  private static PlainMover of(int loops, Shape shape, List<byte[]> messages)
      throws InterruptedException {
    return new PlainMover(PlainNetty.copying(loops, shape, messages), shape);
  }

  @Override
  public String name() {
    return subject.name();
  }

  @Override
  public long move(int count) throws Exception {
    return subject.bulk(count);
  }

  @Override
  public long bytes(int count) {
    return (long) count * shape.message();
  }

  @Override
  public void close() throws Exception {
    subject.close();
  }
}

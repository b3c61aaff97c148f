package io.tempera.benchmarks.chain;

import io.tempera.benchmarks.baseline.PlainRelay;
import io.tempera.chain.Block;

/** Plain Netty's hops, which move the same bytes: header, request, block. */
final class BytesRelay implements Relay {
  private final PlainRelay relay;
  private final byte[] header;
  private final byte[] block;

  private BytesRelay(int loops, Block sample) throws InterruptedException {
    header = Answers.rollForward(sample);
    block = sample.encoded().bytes();
    relay = PlainRelay.open(loops, header.length, block.length);
  }

  /**
   * Three ends in a line.
   *
   * @param loops event loops of each
   * @param bytes so many a block has at least
   */
  static BytesRelay open(int loops, int bytes) throws InterruptedException {
    return new BytesRelay(loops, Sample.of(1, bytes).blocks().getFirst());
  }

  @Override
  public String name() {
    return "plain Netty";
  }

  @Override
  public long[] pass(int blocks) throws InterruptedException {
    long[] nanos = new long[blocks];
    for (int i = 0; i < blocks; i++) {
      nanos[i] = relay.pass(header, block);
    }
    return nanos;
  }

  @Override
  public void close() throws InterruptedException {
    relay.close();
  }
}

package io.tempera.chain.sync.internal;

/**
 * Whether an initiator asks for one more header or takes an answer, by two marks (ouroboros-network
 * PR/ChainSync/PipelineDecision, pipelineDecisionLowHighMark).
 *
 * <pre>
 * outstanding  rising                              falling
 * 0            ask                                 ask, and rise
 * up to low    ask, unless the answers to come     as rising, and rise
 *              lead to the peer's tip: then take
 * up to high   as above                            take
 * high         take; and fall, unless they do      take
 * </pre>
 *
 * <p>Where the reference takes an answer if one is there already and asks otherwise, this asks: the
 * limits are the same, and answers are taken many at a time. Asking past the tip is never of use,
 * as the answers come with the blocks. For one conversation, one thread.
 */
final class PipelineDecision {
  /** What to do next. */
  enum Next {
    /** Ask, then wait for the answer: the peer's chain ends where this side is. */
    REQUEST,
    /** Ask, and go on. */
    PIPELINE,
    /** Take an answer. */
    COLLECT
  }

  private final int lowMark;
  private final int highMark;
  private boolean falling;

  PipelineDecision(int lowMark, int highMark) {
    this.lowMark = lowMark;
    this.highMark = highMark;
  }

  /**
   * What to do next.
   *
   * @param outstanding how many requests are not answered
   * @param own the block number up to which this side has the peer's headers, unsigned
   * @param peers the block number at which the peer's chain ends, unsigned
   */
  Next next(int outstanding, long own, long peers) {
    if (outstanding == 0) {
      falling = false;
      return own == peers ? Next.REQUEST : Next.PIPELINE;
    }
    falling &= outstanding > lowMark;
    if (!falling && reaches(outstanding, own, peers)) {
      return Next.COLLECT;
    }
    falling |= outstanding >= highMark;
    return falling ? Next.COLLECT : Next.PIPELINE;
  }

  /** Whether the answers lead to the peer's tip. */
  private static boolean reaches(int outstanding, long own, long peers) {
    return Long.compareUnsigned(own, peers) >= 0
        || Long.compareUnsigned(peers - own, outstanding) <= 0;
  }
}

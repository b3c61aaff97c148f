package io.tempera.chain;

/** What a reader of a chain is told next. Each says where the chain ends at that moment. */
public sealed interface ChainChange {
  /** Where the chain ends. */
  Tip tip();

  /** The next header. */
  record RollForward(Encoded header, Tip tip) implements ChainChange {}

  /** The chain goes on from an earlier point: what was told after it is no longer on the chain. */
  record RollBackward(Point point, Tip tip) implements ChainChange {}
}

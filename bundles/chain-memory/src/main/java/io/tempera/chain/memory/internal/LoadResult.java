package io.tempera.chain.memory.internal;

/** What became of a file that was to be read. */
sealed interface LoadResult {
  /**
   * All that could be read of it is on the chain.
   *
   * @param whole whether that is all that is in it
   */
  record Over(boolean whole) implements LoadResult {}

  /**
   * No format knows the first block: one that comes later may.
   *
   * @param why a sentence
   */
  record Unknown(String why) implements LoadResult {}
}

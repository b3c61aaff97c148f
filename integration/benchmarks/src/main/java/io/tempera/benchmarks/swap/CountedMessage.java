package io.tempera.benchmarks.swap;

/** What is said in a conversation whose messages are counted. */
sealed interface CountedMessage {
  /**
   * A question.
   *
   * @param number how many questions there were before it
   * @param version of the code that asks
   */
  record Ask(long number, int version) implements CountedMessage {}

  /**
   * Its answer.
   *
   * @param number the question's
   * @param version of the code that answers
   */
  record Answer(long number, int version) implements CountedMessage {}

  /** No more. */
  record Done() implements CountedMessage {}
}

package io.tempera.simulation;

import java.nio.ByteBuffer;

/** What {@link Numbered} says. */
sealed interface NumberedMessage {
  /**
   * The next question.
   *
   * @param talk the conversation, of which there is one in the world
   * @param n 1 for its first question
   * @param padding makes it as long as one likes
   */
  record Question(long talk, long n, ByteBuffer padding) implements NumberedMessage {}

  /** It was handled. */
  record Answer(long talk, long n) implements NumberedMessage {}

  /** The conversation is over. */
  record Done(long talk) implements NumberedMessage {}
}

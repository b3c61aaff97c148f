package io.tempera.chain;

/** What a follower says to what a peer sent. */
public sealed interface Verdict {
  /** It was taken. */
  Verdict ACCEPTED = new Accepted();

  /** It was taken. */
  record Accepted() implements Verdict {}

  /**
   * Another block came than the one that was asked for.
   *
   * @param expected the block that was asked for
   * @param found the block that came
   */
  record WrongBlock(Point expected, Point found) implements Verdict {}

  /**
   * Nothing here reads what it is, as the bundle that would is not there: the peer is not to blame.
   *
   * @param why a sentence for people, beginning with what it was
   */
  record Unreadable(String why) implements Verdict {}

  /**
   * It breaks a rule of the chain, so the peer is not one to follow.
   *
   * @param why a sentence for people, beginning with what it was
   */
  record Invalid(String why) implements Verdict {}
}

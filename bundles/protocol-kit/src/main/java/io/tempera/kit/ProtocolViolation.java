package io.tempera.kit;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import java.util.Optional;

/** A conversation broke a rule of its protocol's table; its connection is lost. */
public final class ProtocolViolation extends TemperaException {
  private static final long serialVersionUID = 1L;

  /** Which rule. */
  public enum Rule {
    /** The other side sent what its state does not allow. */
    OUT_OF_TURN(FailureCategory.REMOTE_MISBEHAVED),
    /** The other side sent what is no message. */
    UNDECODABLE(FailureCategory.REMOTE_MISBEHAVED),
    /** The other side's message is larger than the state's limit. */
    TOO_LARGE(FailureCategory.REMOTE_MISBEHAVED),
    /** The other side's message was not there within the state's limit. */
    TOO_LATE(FailureCategory.TIMEOUT),
    /** This side's own code tried what its state does not allow. */
    OWN_MISTAKE(FailureCategory.PROTOCOL_CODE);

    private final FailureCategory category;

    Rule(FailureCategory category) {
      this.category = category;
    }
  }

  private final Rule rule;
  private final String protocol;
  private final String state;

  ProtocolViolation(
      Rule rule,
      String protocol,
      String state,
      String where,
      String what,
      Optional<Failure> cause) {
    super(rule.category, where + " " + protocol + " in state " + state + ": " + what, cause);
    this.rule = rule;
    this.protocol = protocol;
    this.state = state;
  }

  /** Which rule was broken. */
  public Rule rule() {
    return rule;
  }

  /** The protocol's name. */
  public String protocol() {
    return protocol;
  }

  /** The state in which the conversation was. */
  public String state() {
    return state;
  }
}

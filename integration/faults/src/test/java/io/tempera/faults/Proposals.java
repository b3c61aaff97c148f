package io.tempera.faults;

import io.tempera.nodekit.Sdu;
import java.util.ArrayList;
import java.util.List;

/** The bytes of a handshake with a node of network 42, in hexadecimal digits. */
final class Proposals {
  /** The data of versions 14 and 15: network 42, initiator only, no peer sharing, no query. */
  static final String DATA = "84182af500f4";

  /** Versions 14 and 15. */
  static final String MESSAGE = table("0e" + DATA, "0f" + DATA);

  /** What the node answers to {@link #MESSAGE}. */
  static final String ACCEPT_MESSAGE = "83010f" + DATA;

  static final Sdu PROPOSAL = proposal(MESSAGE);
  static final Sdu ACCEPT = Sdu.fromResponder(0, ACCEPT_MESSAGE);

  /** Our own entry: the data, base version 15, no Peras, the number of echo. */
  private static final String OWN = "195445" + "87182af500f4" + "0f" + "00" + "191b59";

  static final Sdu PROPOSAL_WITH_ECHO = proposal(table("0e" + DATA, "0f" + DATA, OWN));
  static final Sdu ACCEPT_WITH_ECHO = Sdu.fromResponder(0, "8301" + OWN);

  private Proposals() {}

  /** A proposal of entries, each a version and its data. */
  static String table(String... entries) {
    return "8200" + "a" + Integer.toHexString(entries.length) + String.join("", entries);
  }

  /** Any message as a proposal is sent. */
  static Sdu proposal(String message) {
    return Sdu.fromInitiator(0, message);
  }

  /** The steps of a handshake that succeeds, and what follows. */
  static Step[] agreed(Step... then) {
    return after(List.of(Step.send(PROPOSAL), Step.expect(ACCEPT)), then);
  }

  /** The same with echo agreed. */
  static Step[] agreedWithEcho(Step... then) {
    return after(List.of(Step.send(PROPOSAL_WITH_ECHO), Step.expect(ACCEPT_WITH_ECHO)), then);
  }

  private static Step[] after(List<Step> handshake, Step... then) {
    List<Step> steps = new ArrayList<>(handshake);
    steps.addAll(List.of(then));
    return steps.toArray(Step[]::new);
  }
}

package io.tempera.faults;

import static io.tempera.faults.Fault.named;

import io.tempera.nodekit.Sdu;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What may be wrong where both sides said that they share peers. */
final class SharingFaults {
  static final int PEER_SHARING = 10;
  private static final String NO_MESSAGE = "what arrived is no message";

  /** Network 42, both directions, peer sharing. */
  private static final String DATA = "84182af401f4";

  private static final String ADDRESS = "83001a0400000a190bb9";

  /** As many as a node asks for. */
  private static final int ASKED = 10;

  private SharingFaults() {}

  /** Of a peer that connected to us. */
  static Stream<Fault> requests() {
    Stream<Fault> undecodable =
        ChainTalk.with(
                ChainTalk.noMessages(),
                Map.of(
                    "a request without a number", "8100",
                    "a request for 256", "8200190100",
                    "a request for less than none", "820020",
                    "a text for a number", "82006161"))
            .entrySet()
            .stream()
            .map(
                e ->
                    named("peer-sharing: " + e.getKey())
                        .does(sharing(Step.send(Sdu.fromInitiator(PEER_SHARING, e.getValue()))))
                        .saying("10 responder", "peer-sharing in state StIdle", NO_MESSAGE));
    return Stream.concat(
        undecodable,
        Stream.of(
            request("an answer instead of a request", "820180", "SharePeers"),
            request("a request with 2^30 bytes behind it", "8300085a40000000", "limit is 5760"),
            named("peer-sharing: more than may wait")
                .does(sharing(Step.send(Sdu.fromInitiator(PEER_SHARING, "00".repeat(5_761)))))
                .saying("10 responder", "5761 bytes", "limit is 5760"),
            named("peer-sharing: a request where it was not agreed")
                .does(Proposals.agreed(Step.send(Sdu.fromInitiator(PEER_SHARING, "820008"))))
                .saying("SDU for mini-protocol 10,", "does not run here")));
  }

  private static Fault request(String name, String message, String word) {
    return named("peer-sharing: " + name)
        .does(sharing(Step.send(Sdu.fromInitiator(PEER_SHARING, message))))
        .saying("10 responder", "peer-sharing in state StIdle", word);
  }

  /** The steps of a handshake in which both share peers, and what follows. */
  static Step[] sharing(Step... then) {
    List<Step> steps = new ArrayList<>();
    steps.add(Step.send(Proposals.proposal(Proposals.table("0f" + DATA))));
    steps.add(Step.expect(Sdu.fromResponder(0, "83010f" + DATA)));
    steps.addAll(List.of(then));
    return steps.toArray(Step[]::new);
  }

  /** Of a peer that we have dialled. */
  static Stream<Fault> answers() {
    Stream<Fault> undecodable =
        ChainTalk.with(
                ChainTalk.noMessages(),
                Map.of(
                    "a number for peers", "820100",
                    "an address of no kind", "82019f83020019" + "0bb9ff",
                    "an address without a port", "82019f82001a0400000aff",
                    "a port of 17 bits", "82019f83001a0400000a1a00010000ff",
                    "an address of 33 bits", "82019f83001b000000010000000000ff"))
            .entrySet()
            .stream()
            .map(
                e ->
                    named("peer-sharing: " + e.getKey() + " for an answer")
                        .does(asked(e.getValue()))
                        .saying("10 initiator", "peer-sharing in state StBusy", NO_MESSAGE));
    return Stream.concat(
        undecodable,
        Stream.of(
            named("peer-sharing: one peer more than was asked for")
                .does(asked("82019f" + ADDRESS.repeat(ASKED + 1) + "ff"))
                .saying(
                    "10 initiator", "peer-sharing: the peer was asked for 10 peers and told 11"),
            named("peer-sharing: a request for an answer")
                .does(asked("820008"))
                .saying("10 initiator", "peer-sharing in state StBusy", "ShareRequest"),
            named("peer-sharing: Done for an answer")
                .does(asked("8102"))
                .saying("10 initiator", "peer-sharing in state StBusy", "Done"),
            named("peer-sharing: an answer of 2^30 bytes")
                .does(asked("8201" + "5a40000000"))
                .saying("10 initiator", "peer-sharing in state StBusy")));
  }

  /** Accepts, hears the node's question, and answers. */
  private static Step[] asked(String answer) {
    return new Step[] {
      wire -> wire.receive(),
      Step.send(Sdu.fromResponder(0, "83010f" + DATA)),
      wire -> {
        String question = DialledTalk.hear(wire, PEER_SHARING).payload();
        if (!question.equals("82000a")) {
          throw new AssertionError("Not asked for " + ASKED + " peers but " + question);
        }
      },
      Step.send(Sdu.fromResponder(PEER_SHARING, answer))
    };
  }
}

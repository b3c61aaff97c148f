package io.tempera.handshake.internal;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.handshake.HandshakeOutcome;
import io.tempera.handshake.Offer;
import io.tempera.kit.cbor.CborException;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The handshake of one connection, either side, without I/O or time (ouroboros-network
 * Protocol.Handshake.Client and .Server).
 *
 * <pre>
 *            propose               accept, refuse, query reply, or versions (simultaneous open)
 *   Start ------------&gt; Confirm ------------------------------------------------------------&gt; Done
 *
 *                       Propose ------------------------------------------------------------&gt; Done
 *                                  a proposal, which is answered
 * </pre>
 *
 * What is no message, or comes too late or too long, ends it without an answer.
 */
final class HandshakeMachine {
  private final Negotiation negotiation;
  private final HandshakeCodec codec;
  private final SortedMap<Integer, Term> table;

  /**
   * The machine of a side.
   *
   * @throws IllegalArgumentException when the offer has a version that is not spoken here
   */
  HandshakeMachine(Offer offer) {
    this.negotiation = new Negotiation(offer);
    this.codec = new HandshakeCodec(number -> VersionNumbers.isKnown(number, offer));
    this.table = VersionTable.of(offer);
  }

  /** Where it is. */
  sealed interface State {
    /** A client that has said nothing yet. */
    record Start() implements State {}

    /** A client waits for the answer. */
    record Confirm() implements State {}

    /** A server waits for a proposal. */
    record Propose() implements State {}

    /** It is over. */
    record Done(HandshakeOutcome outcome) implements State {}
  }

  /** What can happen. */
  sealed interface Input {
    /** A client begins. */
    record Begin() implements Input {}

    /** One whole CBOR item came. */
    record Came(byte[] message) implements Input {}

    /** No item came as it should. */
    record Broke(Failure failure) implements Input {}
  }

  /** The state after an input, and what is to be sent. */
  record Step(State state, Optional<HandshakeMessage> send) {}

  Step step(State state, Input input) {
    return switch (state) {
      case State.Start s ->
          input instanceof Input.Begin
              ? new Step(new State.Confirm(), Optional.of(new HandshakeMessage.Versions(table)))
              : same(state);
      case State.Confirm s ->
          switch (input) {
            case Input.Begin b -> same(state);
            case Input.Broke(Failure failure) -> violated(failure);
            case Input.Came(byte[] message) -> answered(message);
          };
      case State.Propose s ->
          switch (input) {
            case Input.Begin b -> same(state);
            case Input.Broke(Failure failure) -> violated(failure);
            case Input.Came(byte[] message) -> proposed(message);
          };
      case State.Done s -> same(state);
    };
  }

  private Step proposed(byte[] message) {
    HandshakeMessage decoded;
    try {
      decoded = codec.decodeProposal(message);
    } catch (CborException e) {
      return violated(notAMessage(e));
    }
    SortedMap<Integer, Term> remote = ((HandshakeMessage.Versions) decoded).table();
    return switch (negotiation.choose(remote)) {
      case Verdict.Refusal(var reason) ->
          done(new HandshakeOutcome.Refused(true, reason), new HandshakeMessage.Refuse(reason));
      case Verdict.Agreement(var agreed, int version, Term data) ->
          agreed.data().query()
              ? done(
                  new HandshakeOutcome.Queried(VersionTable.readable(remote)),
                  new HandshakeMessage.QueryReply(table))
              : done(
                  new HandshakeOutcome.Accepted(agreed),
                  new HandshakeMessage.Accept(version, data));
    };
  }

  private Step answered(byte[] message) {
    HandshakeMessage decoded;
    try {
      decoded = codec.decodeAnswer(message);
    } catch (CborException e) {
      return violated(notAMessage(e));
    }
    return switch (decoded) {
      case HandshakeMessage.Accept(int version, Term data) -> accepted(version, data);
      case HandshakeMessage.Refuse(var reason) -> done(new HandshakeOutcome.Refused(false, reason));
      case HandshakeMessage.QueryReply(var remote) ->
          done(new HandshakeOutcome.Queried(VersionTable.readable(remote)));
      // A simultaneous open: both sides proposed, each decides for itself and says no more.
      case HandshakeMessage.Versions(var remote) ->
          switch (negotiation.choose(remote)) {
            case Verdict.Refusal(var reason) -> done(new HandshakeOutcome.Refused(true, reason));
            case Verdict.Agreement(var agreed, int version, Term data) ->
                done(new HandshakeOutcome.Accepted(agreed));
          };
    };
  }

  /** What a client cannot live with it refuses, without a word. */
  private Step accepted(int version, Term data) {
    return switch (negotiation.confirm(version, data)) {
      case Verdict.Agreement(var agreed, int v, Term d) ->
          done(new HandshakeOutcome.Accepted(agreed));
      case Verdict.Refusal(var reason) -> done(new HandshakeOutcome.Refused(true, reason));
    };
  }

  private static Step same(State state) {
    return new Step(state, Optional.empty());
  }

  private static Step done(HandshakeOutcome outcome) {
    return same(new State.Done(outcome));
  }

  private static Step done(HandshakeOutcome outcome, HandshakeMessage send) {
    return new Step(new State.Done(outcome), Optional.of(send));
  }

  private static Step violated(Failure failure) {
    return done(new HandshakeOutcome.Violated(failure));
  }

  private static Failure notAMessage(CborException e) {
    return Failure.of(
        FailureCategory.REMOTE_MISBEHAVED,
        "the remote side sent what is no handshake message: " + e.getMessage());
  }
}

package io.tempera.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.nodekit.Sdu;
import io.tempera.nodekit.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What a peer hears and says that a node has dialled. */
final class DialledTalk {
  /** Network 42, both directions, no peer sharing, no query: what the node offers and gets. */
  static final String DATA = "84182af400f4";

  static final String ACCEPT_MESSAGE = "83010f" + DATA;
  static final Sdu ACCEPT = answer(ACCEPT_MESSAGE);
  static final Sdu ACCEPT_WITH_ECHO = answer("8301195445" + "87182af400f4" + "0f00" + "191b59");

  private static final int COOKIE_AT = 4;

  private DialledTalk() {}

  /** A message of the handshake's responder. */
  static Sdu answer(String message) {
    return Sdu.fromResponder(0, message);
  }

  /** The good answer to a keep-alive request. */
  static Sdu response(Sdu request) {
    return Sdu.fromResponder(Talk.KEEP_ALIVE, "8201" + cookie(request));
  }

  static String cookie(Sdu request) {
    return request.payload().substring(COOKIE_AT);
  }

  /** Waits for the proposal. */
  static Step hearProposal() {
    return wire -> assertThat(wire.receive().payload()).startsWith("8200a30e" + DATA);
  }

  /** Hears the proposal, and answers. */
  static Step[] answering(Step... then) {
    List<Step> steps = new ArrayList<>(List.of(hearProposal()));
    steps.addAll(List.of(then));
    return steps.toArray(Step[]::new);
  }

  /** Accepts, and hears the first keep-alive request. */
  static Step[] warm(Step... then) {
    List<Step> steps = new ArrayList<>(List.of(hearProposal(), Step.send(ACCEPT)));
    steps.add(wire -> hear(wire, Talk.KEEP_ALIVE));
    steps.addAll(List.of(then));
    return steps.toArray(Step[]::new);
  }

  /** Accepts, answers the first keep-alive request, and hears the second. */
  static Step[] behindARound(Step... then) {
    List<Step> steps = new ArrayList<>(List.of(hearProposal(), Step.send(ACCEPT)));
    steps.add(wire -> wire.send(response(hear(wire, Talk.KEEP_ALIVE))));
    steps.add(wire -> hear(wire, Talk.KEEP_ALIVE));
    steps.addAll(List.of(then));
    return steps.toArray(Step[]::new);
  }

  /** Accepts, and says something about the first keep-alive request's cookie. */
  static Step[] answeringKeepAlive(UnaryOperator<String> payloadByCookie) {
    return answering(
        Step.send(ACCEPT),
        wire -> {
          String payload = payloadByCookie.apply(cookie(hear(wire, Talk.KEEP_ALIVE)));
          wire.send(Sdu.fromResponder(Talk.KEEP_ALIVE, payload));
        });
  }

  /** Accepts with echo, and hears the first request for an echo. */
  static Step[] hot(Step... then) {
    List<Step> steps = new ArrayList<>(List.of(hearProposal(), Step.send(ACCEPT_WITH_ECHO)));
    steps.add(wire -> hear(wire, Talk.ECHO));
    steps.addAll(List.of(then));
    return steps.toArray(Step[]::new);
  }

  /** Answers keep-alive's requests that have arrived, and leaves others without an answer. */
  static void answerKeepAlive(Wire wire) throws IOException {
    while (wire.available() > 0) {
      Sdu request = wire.receive();
      if (request.number() == Talk.KEEP_ALIVE) {
        wire.send(response(request));
      }
    }
  }

  /** Waits for a request, answers keep-alive's until then, and leaves others without an answer. */
  static Sdu hear(Wire wire, int number) throws IOException {
    while (true) {
      Sdu request = wire.receive();
      if (request.number() == number) {
        return request;
      }
      if (request.number() == Talk.KEEP_ALIVE) {
        wire.send(response(request));
      }
    }
  }
}

package io.tempera.faults;

import static io.tempera.faults.Fault.named;
import static io.tempera.faults.Proposals.agreed;
import static io.tempera.faults.Proposals.agreedWithEcho;
import static io.tempera.faults.Talk.echo;
import static io.tempera.faults.Talk.keepAlive;

import io.tempera.nodekit.Sdu;
import java.util.stream.Stream;

/** Exactly each limit, and one byte more. */
final class LimitFaults {
  /** Bytes of a proposal (ouroboros-network Protocol.Handshake.Codec). */
  private static final int HANDSHAKE = 5_760;

  /** Bytes of an echo message; one more may wait. */
  private static final int ECHO = 65_535;

  private static final int MOST_PAYLOAD = 65_535;
  private static final int HEX_DIGITS = 2;

  private LimitFaults() {}

  static Stream<Fault> all() {
    return Stream.of(handshake(), keepAlives(), echoes()).flatMap(faults -> faults);
  }

  private static Stream<Fault> handshake() {
    String tooLong = padded(HANDSHAKE + 1);
    return Stream.of(
        named("a proposal of exactly the size limit")
            .does(Step.send(Proposals.proposal(padded(HANDSHAKE))), Step.expect(Proposals.ACCEPT))
            .isTolerated(),
        named("a proposal of exactly the size limit, with as much garbage behind it")
            .does(
                Step.send(Proposals.proposal(padded(HANDSHAKE) + zeros(HANDSHAKE))),
                Step.expect(Proposals.ACCEPT))
            .isTolerated(),
        named("a proposal of one byte more than the size limit")
            .does(Step.send(Proposals.proposal(tooLong)))
            .saying("handshake message of 5761 bytes", "limit is 5760"),
        named("a proposal of the largest SDU")
            .does(Step.send(Proposals.proposal(padded(MOST_PAYLOAD))))
            .saying("handshake message of 65535 bytes", "limit is 5760"),
        named("a proposal of which the size limit is only the beginning")
            .does(
                Step.send(
                    Proposals.proposal(padded(MOST_PAYLOAD).substring(0, HEX_DIGITS * HANDSHAKE)),
                    Proposals.proposal("00")))
            .saying("handshake message of at least 5761 bytes", "limit is 5760"));
  }

  private static Stream<Fault> keepAlives() {
    return Stream.of(
        named("keep-alive: one byte more than may wait")
            .does(agreed(Step.send(keepAlive(zeros(1_409)))))
            .saying("8 responder", "1409 bytes", "limit is 1408"),
        named("keep-alive: good requests, one more than may wait")
            .does(agreed(Step.send(keepAlive("820001".repeat(470)))))
            .saying("8 responder", "1410 bytes", "limit is 1408"),
        named("keep-alive: the largest SDU")
            .does(agreed(Step.send(keepAlive(zeros(MOST_PAYLOAD)))))
            .saying("8 responder", "65535 bytes", "limit is 1408"),
        named("keep-alive: a request of 2^30 bytes")
            .does(agreed(Step.send(keepAlive("82005a40000000"))))
            .saying("8 responder", "keep-alive in state StClient", "limit is 65535"));
  }

  private static Stream<Fault> echoes() {
    Sdu most = Sdu.fromResponder(Talk.ECHO, zeros(MOST_PAYLOAD));
    return Stream.of(
        named("echo: a request of exactly the size limit")
            .does(
                agreedWithEcho(
                    Step.send(echo("820059fffa" + zeros(ECHO - 5))),
                    Step.expectBytes(Talk.ECHO, ECHO)))
            .isTolerated(),
        named("echo: a request of one byte more than the size limit")
            .does(agreedWithEcho(Step.send(echo("82005a0000fff9" + zeros(ECHO - 7)), echo("00"))))
            .saying("7001 responder", "echo in state Idle", "65536 bytes", "limit is 65535"),
        named("echo: a request of 2^30 bytes")
            .does(agreedWithEcho(Step.send(echo("82005a40000000"))))
            .saying("7001 responder", "echo in state Idle", "limit is 65535"),
        named("echo: a byte more than may wait for an answer that nobody asked for")
            .does(agreedWithEcho(Step.send(most, Sdu.fromResponder(Talk.ECHO, "0000"))))
            .saying("7001 initiator", "65537 bytes", "limit is 65536"));
  }

  /** A good proposal with an unknown version whose data fill it up. */
  private static String padded(int size) {
    int fixed = 14;
    String length = String.format("%04x", size - fixed);
    return "8200a20d59" + length + zeros(size - fixed) + "0f" + Proposals.DATA;
  }

  private static String zeros(int count) {
    return "00".repeat(count);
  }
}

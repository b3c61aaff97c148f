package io.tempera.faults;

import static io.tempera.faults.DialledTalk.answeringKeepAlive;
import static io.tempera.faults.DialledTalk.behindARound;
import static io.tempera.faults.DialledTalk.hot;
import static io.tempera.faults.DialledTalk.warm;
import static io.tempera.faults.Fault.named;

import io.tempera.nodekit.Sdu;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a peer may do wrong that we have dialled and made warm or hot. */
final class DialledRunningFaults {
  private static final Sdu RESPONSE = Sdu.fromResponder(Talk.KEEP_ALIVE, "820119beef");
  private static final String CLOSED = "the remote side closed the connection";

  private DialledRunningFaults() {}

  static Stream<Fault> warmOnes() {
    return Stream.of(responses(), frames(), halfCloses()).flatMap(faults -> faults);
  }

  private static Stream<Fault> responses() {
    return Stream.of(
        noMessage("a break instead of a response", "ff"),
        noMessage("a number instead of a response", "00"),
        noMessage("an empty array instead of a response", "80"),
        noMessage("a tag that nothing has", "820300"),
        noMessage("a response without a cookie", "8101"),
        noMessage("a response with two cookies", "83010000"),
        noMessage("a cookie of 17 bits", "82011a00010000"),
        noMessage("a negative cookie", "820120"),
        noMessage("a text for a cookie", "82016161"),
        noMessage("an indefinite array for a response", "9f0100ff"),
        named("a request instead of a response")
            .does(answeringKeepAlive(cookie -> "8200" + cookie))
            .saying("8 initiator", "keep-alive in state StServer", "KeepAliveRequest"),
        named("Done instead of a response")
            .does(answeringKeepAlive(cookie -> "8102"))
            .saying("8 initiator", "keep-alive in state StServer", "Done"),
        named("the wrong cookie")
            .does(
                answeringKeepAlive(
                    cookie -> "820119" + (cookie.equals("19beef") ? "beee" : "beef")))
            .saying("8 initiator", "the answer to cookie", "carried cookie 48879"),
        named("a response twice")
            .does(answeringKeepAlive(cookie -> ("8201" + cookie).repeat(2)))
            .saying("8 initiator", "the answer to cookie"),
        named("more responses than may wait")
            .does(warm(Step.send(Sdu.fromResponder(8, "00".repeat(1_409)))))
            .saying("8 initiator", "1409 bytes", "limit is 1408"));
  }

  private static Fault noMessage(String name, String response) {
    return named(name)
        .does(answeringKeepAlive(cookie -> response))
        .saying("8 initiator", "keep-alive in state StServer", "what arrived is no message");
  }

  private static Stream<Fault> frames() {
    return Stream.of(
        named("an unknown number")
            .does(warm(Step.send(Sdu.fromResponder(99, "00"))))
            .saying("SDU for mini-protocol 99"),
        named("an empty SDU")
            .does(warm(Step.send(Sdu.fromResponder(8, ""))))
            .saying("mini-protocol 8 with an empty payload"),
        named("echo, which was not agreed")
            .does(warm(Step.send(Sdu.fromResponder(Talk.ECHO, "00"))))
            .saying("SDU for mini-protocol 7001"),
        named("garbage for our responder")
            .does(warm(Step.send(Sdu.fromInitiator(8, "ff"))))
            .saying("8 responder", "what arrived is no message"),
        named("more than may wait for our responder")
            .does(warm(Step.send(Sdu.fromInitiator(8, "00".repeat(1_409)))))
            .saying("8 responder", "limit is 1408"));
  }

  private static Stream<Fault> halfCloses() {
    Stream<Fault> inside =
        IntStream.range(1, RESPONSE.bytes().length)
            .mapToObj(
                count ->
                    named("the first " + count + " bytes of a response's frame, and FIN")
                        .does(warm(Step.first(count, RESPONSE), Step.halfClose()))
                        .saying(CLOSED + " in the middle of an SDU"));
    Stream<Fault> between =
        Stream.of(
            named("FIN instead of a response").does(warm(Step.halfClose())).saying(CLOSED),
            named("FIN instead of a second response")
                .does(behindARound(Step.halfClose()))
                .saying(CLOSED),
            named("the first bytes of a response, and FIN")
                .does(warm(Step.send(Sdu.fromResponder(8, "8201")), Step.halfClose()))
                .saying(CLOSED),
            named("reset instead of a response")
                .does(warm(Step.reset()))
                .saying("the connection broke"),
            named("reset instead of a second response")
                .does(behindARound(Step.reset()))
                .saying("the connection broke"));
    return Stream.concat(inside, between);
  }

  static Stream<Fault> hotOnes() {
    return Stream.of(
        noEcho("a break instead of an echo", "ff"),
        noEcho("a text for an echo", "82016161"),
        noEcho("an empty array instead of an echo", "80"),
        noEcho("a number for an echo", "820100"),
        named("other words than ours")
            .does(hot(Step.send(Sdu.fromResponder(Talk.ECHO, "82014161"))))
            .saying("7001 initiator"),
        named("a request instead of an echo")
            .does(hot(Step.send(Sdu.fromResponder(Talk.ECHO, "82004161"))))
            .saying("7001 initiator", "echo in state Busy", "Request"),
        named("Done instead of an echo")
            .does(hot(Step.send(Sdu.fromResponder(Talk.ECHO, "8102"))))
            .saying("7001 initiator", "echo in state Busy", "Done"),
        named("an echo of 2^30 bytes")
            .does(hot(Step.send(Sdu.fromResponder(Talk.ECHO, "82015a40000000"))))
            .saying("7001 initiator", "limit is 65535"),
        named("FIN instead of an echo").does(hot(Step.halfClose())).saying(CLOSED),
        named("reset instead of an echo").does(hot(Step.reset())).saying("the connection broke"),
        named("half an echo's frame, and FIN")
            .does(hot(Step.first(9, Sdu.fromResponder(Talk.ECHO, "82014161")), Step.halfClose()))
            .saying(CLOSED + " in the middle of an SDU"),
        named("an unknown number while hot")
            .does(hot(Step.send(Sdu.fromResponder(5, "00"))))
            .saying("SDU for mini-protocol 5,"),
        named("the wrong cookie while hot")
            .does(hot(Step.send(Sdu.fromResponder(8, "820119beef"))))
            .saying("8 initiator"));
  }

  private static Fault noEcho(String name, String response) {
    return named(name)
        .does(hot(Step.send(Sdu.fromResponder(Talk.ECHO, response))))
        .saying("7001 initiator", "echo in state Busy", "what arrived is no message");
  }
}

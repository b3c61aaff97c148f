package io.tempera.faults;

import static io.tempera.faults.Fault.named;
import static io.tempera.faults.Proposals.agreed;
import static io.tempera.faults.Proposals.agreedWithEcho;

import io.tempera.nodekit.Sdu;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Every truncation of a proposal, a keep-alive request and an echo request, by FIN and by reset.
 */
final class TruncationFaults {
  private static final int HEX_DIGITS = 2;
  private static final Sdu REQUEST = Talk.keepAliveRequest(0xbeef);
  private static final Sdu WORDS = Talk.echoRequest(0xcafe);

  private TruncationFaults() {}

  static Stream<Fault> all() {
    return Stream.of(
            proposals(),
            frames("keep-alive request", REQUEST, Proposals::agreed, false),
            frames("second keep-alive request", REQUEST, Talk::behindARound, true),
            frames("echo request", WORDS, Proposals::agreedWithEcho, false),
            messages("keep-alive request", REQUEST, "mini-protocols ran", Proposals::agreed),
            messages("echo request", WORDS, "mini-protocols ran", Proposals::agreedWithEcho),
            nothing())
        .flatMap(faults -> faults);
  }

  private static Stream<Fault> proposals() {
    String what = "proposal";
    Sdu sdu = Proposals.PROPOSAL;
    return Stream.concat(
        frames(what, sdu, steps -> steps, true),
        messages(what, sdu, "before the handshake was over", steps -> steps));
  }

  /**
   * The frame ends too early.
   *
   * @param lossy whether something ran that is lost
   */
  private static Stream<Fault> frames(
      String what, Sdu sdu, UnaryOperator<Step[]> after, boolean lossy) {
    return IntStream.range(1, sdu.bytes().length)
        .boxed()
        .flatMap(
            count -> {
              String name = "the first " + count + " bytes of a " + what + "'s frame, and ";
              Step begin = Step.first(count, sdu);
              Fault.Begun fin =
                  named(name + "FIN").does(after.apply(steps(begin, Step.halfClose())));
              return Stream.of(
                  lossy
                      ? fin.saying("the remote side closed", "in the middle of an SDU")
                      : fin.noting("the remote side closed it in the middle of an SDU"),
                  named(name + "reset")
                      .does(after.apply(steps(begin, Step.reset())))
                      .isItsOwnEnd());
            });
  }

  /** The frame is whole, but not the message in it. */
  private static Stream<Fault> messages(
      String what, Sdu sdu, String words, UnaryOperator<Step[]> after) {
    String payload = sdu.payload();
    return IntStream.range(1, payload.length() / HEX_DIGITS)
        .mapToObj(
            count -> {
              String part = payload.substring(0, HEX_DIGITS * count);
              Step begin = Step.send(new Sdu(sdu.number(), sdu.fromResponder(), part));
              return named("the first " + count + " bytes of a " + what + ", and FIN")
                  .does(after.apply(steps(begin, Step.halfClose())))
                  .saying("the remote side closed the connection", words);
            });
  }

  private static Stream<Fault> nothing() {
    return Stream.of(
        named("no byte, and FIN").does(Step.halfClose()).saying("before the handshake was over"),
        named("no byte, and reset").does(Step.reset()).isItsOwnEnd(),
        named("no byte behind the handshake, and FIN")
            .does(agreed(Step.halfClose()))
            .noting("the remote side closed it"),
        named("no byte behind a handshake with echo, and FIN")
            .does(agreedWithEcho(Step.halfClose()))
            .noting("the remote side closed it"),
        named("no byte behind the handshake, and reset")
            .does(agreed(Step.reset()))
            .noting("the remote side closed it"),
        named("no byte behind a keep-alive round, and FIN")
            .does(Talk.behindARound(Step.halfClose()))
            .saying("the remote side closed the connection while mini-protocols ran"),
        named("no byte behind a keep-alive round, and reset")
            .does(Talk.behindARound(Step.reset()))
            .saying("the connection broke"));
  }

  private static Step[] steps(Step... steps) {
    return steps;
  }
}

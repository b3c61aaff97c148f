package io.tempera.faults;

import static io.tempera.faults.Fault.named;
import static io.tempera.faults.Proposals.agreed;

import io.tempera.nodekit.Sdu;
import java.util.HexFormat;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every field of an SDU's header wrong in turn, and each of its 64 bits. */
final class HeaderFaults {
  private static final Sdu REQUEST = Talk.keepAliveRequest(0xbeef);
  private static final int TIME_BITS = 32;
  private static final int NUMBER_BITS = 15;
  private static final int LENGTH_BITS = 16;

  private HeaderFaults() {}

  static Stream<Fault> all() {
    return Stream.of(numbers(), emptyPayloads(), otherHalves(), bitsOfTime(), bits())
        .flatMap(faults -> faults);
  }

  /** Reserved numbers, Cardano's that this node does not run, and what is beside ours. */
  private static Stream<Fault> numbers() {
    return IntStream.of(0, 1, 5, 6, 7, 9, 10, 16, 17, 99, 7_000, 7_002, 0x7fff)
        .boxed()
        .flatMap(
            number ->
                Stream.of(
                    named("number " + number)
                        .does(agreed(Step.send(Sdu.fromInitiator(number, "8100"))))
                        .saying("SDU for mini-protocol " + number + ",", "does not run here"),
                    named("number " + number + " of the other half")
                        .does(agreed(Step.send(Sdu.fromResponder(number, "8100"))))
                        .saying("SDU for mini-protocol " + number + ",", "does not run here")));
  }

  private static Stream<Fault> emptyPayloads() {
    Sdu empty = Talk.keepAlive("");
    Stream<Fault> inHandshake =
        Stream.of(
            named("an empty SDU instead of a proposal")
                .does(Step.send(Proposals.proposal("")))
                .saying("mini-protocol 0 with an empty payload"),
            named("an empty SDU of another number instead of a proposal")
                .does(Step.send(empty))
                .saying("mini-protocol 8 with an empty payload"),
            named("an empty SDU in the middle of a proposal")
                .does(
                    Step.send(
                        Proposals.proposal(Proposals.MESSAGE.substring(0, 8)),
                        Proposals.proposal("")))
                .saying("mini-protocol 0 with an empty payload"));
    Stream<Fault> later =
        Stream.of(0, 8, 99, Talk.ECHO)
            .flatMap(
                number ->
                    Stream.of(
                        named("an empty SDU of number " + number)
                            .does(agreed(Step.send(Sdu.fromInitiator(number, ""))))
                            .saying("mini-protocol " + number + " with an empty payload"),
                        named("an empty SDU of the other half of number " + number)
                            .does(agreed(Step.send(Sdu.fromResponder(number, ""))))
                            .saying("mini-protocol " + number + " with an empty payload")));
    Fault behindARequest =
        named("an empty SDU behind a request")
            .does(
                agreed(
                    Step.send(REQUEST),
                    Step.expect(Talk.keepAliveResponse(0xbeef)),
                    Step.send(empty)))
            .saying("mini-protocol 8 with an empty payload");
    return Stream.of(inHandshake, later, Stream.of(behindARequest)).flatMap(faults -> faults);
  }

  /** What is meant for our initiator waits for it, up to its limit: nobody may have to read it. */
  private static Stream<Fault> otherHalves() {
    return Stream.of(
        named("an answer to a question that nobody asked")
            .does(agreed(Step.send(Sdu.fromResponder(8, "820107"))))
            .isTolerated(),
        named("more answers than may wait to questions that nobody asked")
            .does(agreed(Step.send(Sdu.fromResponder(8, "820107".repeat(470)))))
            .saying("8 initiator", "1410 bytes", "limit is 1408"));
  }

  private static Stream<Fault> bitsOfTime() {
    return IntStream.range(0, TIME_BITS)
        .mapToObj(
            bit ->
                named("bit " + bit + " of the header, of the time")
                    .does(
                        agreed(Step.raw(flipped(bit)), Step.expect(Talk.keepAliveResponse(0xbeef))))
                    .isTolerated());
  }

  private static Stream<Fault> bits() {
    Fault mode =
        named("bit " + TIME_BITS + " of the header, of the mode")
            .does(agreed(Step.raw(flipped(TIME_BITS))))
            .isTolerated();
    int first = TIME_BITS + 1;
    Stream<Fault> number =
        IntStream.range(first, first + NUMBER_BITS)
            .mapToObj(
                bit ->
                    named("bit " + bit + " of the header, of the number")
                        .does(agreed(Step.raw(flipped(bit))))
                        .saying("SDU for mini-protocol", "does not run here"));
    Stream<Fault> length =
        IntStream.range(0, LENGTH_BITS)
            .map(bit -> first + NUMBER_BITS + bit)
            .mapToObj(HeaderFaults::bitOfLength);
    return Stream.of(Stream.of(mode), number, length).flatMap(faults -> faults);
  }

  /** A shorter length makes the rest the beginning of a header, a longer one waits for more. */
  private static Fault bitOfLength(int bit) {
    return named("bit " + bit + " of the header, of the length, and no more follows")
        .does(Talk.behindARound(Step.raw(flipped(bit)), Step.halfClose()))
        .saying("the remote side closed the connection in the middle of an SDU");
  }

  /** A request with one bit of its header flipped. */
  private static String flipped(int bit) {
    byte[] bytes = REQUEST.bytes();
    bytes[bit / Byte.SIZE] ^= (byte) (0x80 >> bit % Byte.SIZE);
    return HexFormat.of().formatHex(bytes);
  }
}

package io.tempera.faults;

import static io.tempera.faults.DialledTalk.DATA;
import static io.tempera.faults.DialledTalk.answer;
import static io.tempera.faults.DialledTalk.answering;
import static io.tempera.faults.Fault.named;

import io.tempera.nodekit.Sdu;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a peer may do wrong that we have dialled, until the handshake is over. */
final class DialledHandshakeFaults {
  private static final Sdu ACCEPT = DialledTalk.ACCEPT;
  private static final int HEX_DIGITS = 2;
  private static final String OVER = "before the handshake was over";

  private DialledHandshakeFaults() {}

  static Stream<Fault> all() {
    return Stream.of(closed(), truncated(), noMessages(), accepts(), refusals(), tables())
        .flatMap(faults -> faults);
  }

  private static Stream<Fault> closed() {
    return Stream.of(
        named("FIN at once").does(Step.halfClose()).saying(OVER),
        // The system may say it before the connection is there, or after.
        named("reset at once").does(Step.reset()).saying("onnection"),
        named("FIN instead of an answer").does(answering(Step.halfClose())).saying(OVER),
        named("reset instead of an answer").does(answering(Step.reset())).saying("the connection"),
        named("an empty SDU instead of an answer")
            .does(answering(Step.send(answer(""))))
            .saying("mini-protocol 0 with an empty payload"),
        named("an SDU of an unknown number behind the answer")
            .does(answering(Step.send(ACCEPT, Sdu.fromResponder(99, "00"))))
            .saying("SDU for mini-protocol 99"),
        named("two answers")
            .does(answering(Step.send(ACCEPT, ACCEPT)))
            .saying("SDU for mini-protocol 0"),
        named("an answer and FIN")
            .does(answering(Step.send(ACCEPT), Step.halfClose()))
            .saying("the remote side closed"));
  }

  private static Stream<Fault> truncated() {
    Stream<Fault> frames =
        IntStream.range(1, ACCEPT.bytes().length)
            .mapToObj(
                count ->
                    named("the first " + count + " bytes of the answer's frame, and FIN")
                        .does(answering(Step.first(count, ACCEPT), Step.halfClose()))
                        .saying("in the middle of an SDU"));
    Stream<Fault> messages =
        IntStream.range(1, ACCEPT.payload().length() / HEX_DIGITS)
            .mapToObj(
                count ->
                    named("the first " + count + " bytes of the answer, and FIN")
                        .does(
                            answering(
                                Step.send(
                                    answer(ACCEPT.payload().substring(0, HEX_DIGITS * count))),
                                Step.halfClose()))
                        .saying(OVER));
    return Stream.concat(frames, messages);
  }

  private static Fault wrong(String name, String message, String... words) {
    return named(name).does(answering(Step.send(answer(message)))).saying(words);
  }

  private static Fault noMessage(String name, String message, String... words) {
    return wrong(
        name,
        message,
        Stream.concat(Stream.of("no handshake message"), Stream.of(words)).toArray(String[]::new));
  }

  private static Stream<Fault> noMessages() {
    return Stream.of(
        noMessage("a number instead of an answer", "00"),
        noMessage("a text instead of an answer", "63414243"),
        noMessage("null instead of an answer", "f6"),
        noMessage("HTTP instead of an answer", "485454502f312e3120343030"),
        noMessage("an indefinite array instead of an answer", "9f010f" + DATA + "ff"),
        noMessage("an empty array instead of an answer", "80"),
        noMessage("an answer without a tag", "83200f" + DATA),
        noMessage("an answer with tag 4", "83040f" + DATA, "begins with 4"),
        noMessage("an accept without data", "82010f", "an array of 2"),
        noMessage("an accept with something behind the data", "84010f" + DATA + "00"),
        noMessage("a refusal without a reason", "8102", "an array of 1"),
        noMessage("a refusal with two reasons", "8302820080820080"),
        noMessage("a query reply without a table", "8103"),
        noMessage("data of 2^64 - 1 bytes", "83010f5bffffffffffffffff", "CBOR at byte 3"),
        noMessage("data nested a thousand deep", "83010f" + "81".repeat(1_000), "nested"),
        wrong(
            "an answer of one byte more than the size limit",
            "83010f59" + String.format("%04x", 5_761 - 6) + "00".repeat(5_761 - 6),
            "handshake message of 5761 bytes",
            "limit is 5760"),
        wrong(
            "an answer of the largest SDU that is only the beginning",
            "83010f5affffffff".replace("ffffffff", "00100000") + "00".repeat(65_000),
            "handshake message of at least",
            "limit is 5760"));
  }

  private static Stream<Fault> accepts() {
    return Stream.of(
        noMessage(
            "accepts a version that nobody knows", "83010d" + DATA, "a version that is known"),
        noMessage("accepts version 2^64 - 1", "83011bffffffffffffffff" + DATA, "that is known"),
        noMessage("accepts a text for a version", "8301623135" + DATA, "that is known"),
        wrong(
            "accepts a version that was not proposed",
            "83011085182af400f4f4",
            "we refused",
            "version 16",
            "was not proposed"),
        wrong("accepts with another network", "83010f84182bf400f4", "network magic 42"),
        unreadable("no array", "00"),
        unreadable("no query", "83182af400"),
        unreadable("one item too many", "85182af400f4f4"),
        unreadable("an indefinite array", "9f182af400f4ff"),
        unreadable("a negative magic", "8420f400f4"),
        unreadable("a magic of 33 bits", "841b0000000100000000f400f4"),
        unreadable("a number for initiator only", "84182a0000f4"),
        unreadable("true for peer sharing", "84182af4f5f4"),
        unreadable("2 for peer sharing", "84182af402f4"),
        unreadable("null for query", "84182af400f6"),
        wrong("accepts our own entry without a base", "830119544584182af400f4", "21573"),
        wrong(
            "accepts our own entry with a base that was not proposed",
            "8301195445" + "87182af400f4" + "10" + "00" + "191b59",
            "we refused",
            "version 16",
            "was not proposed"),
        wrong(
            "accepts our own entry with number 0",
            "8301195445" + "87182af400f4" + "0f" + "00" + "00",
            "21573"));
  }

  private static Fault unreadable(String name, String data) {
    return wrong(
        "accepts with " + name + " in the data",
        "83010f" + data,
        "the data of version 15 could not be read");
  }

  private static Stream<Fault> refusals() {
    return Stream.of(
        wrong("refuses for lack of a version", "820282008107", "the remote side refused", "[7]"),
        wrong("refuses and names no version", "8202820080", "the remote side refused", "[]"),
        wrong("refuses and names negative versions", "820282008120", "remote side refused", "[-1]"),
        wrong(
            "refuses because it cannot read us", "820283010f6178", "the remote side refused", "x"),
        wrong("refuses because it does not want us", "820283020f6178", "remote side refused", "x"),
        wrong(
            "refuses in words of several lines",
            "820283020f69610a621b5b316d6364",
            "remote side refused",
            "a b [1mcd"),
        noMessage("refuses for a reason that nobody knows", "820283030f6178"),
        noMessage("refuses a version that nobody knows", "820283010d6178", "that is known"),
        noMessage("refuses in words that are no text", "820283020f4178"),
        noMessage("refuses in words that are not UTF-8", "820283020f61ff", "UTF-8"),
        noMessage("refuses in indefinite words", "820283020f7f6178ff"),
        noMessage("refuses with a number for a list of versions", "8202820007"),
        noMessage("refuses with an indefinite list of versions", "820282009f07ff"),
        wrong(
            "refuses and names a version of 63 bits",
            "82028200811b7fffffffffffffff",
            "the remote side refused",
            "[9223372036854775807]"),
        noMessage("refuses and names a version of 64 bits", "82028200811bffffffffffffffff"));
  }

  /** A proposal as answer is a simultaneous open: the node decides by itself, and says nothing. */
  private static Stream<Fault> tables() {
    return Stream.of(
        wrong("answers a query that nobody made", "8203a10f" + DATA, "query"),
        wrong(
            "proposes another network at the same time",
            "8200a10f84182bf400f4",
            "network magic 42"),
        wrong(
            "proposes no common version at the same time",
            "8200a10d" + DATA,
            "no version in common"),
        wrong("proposes nothing at the same time", "8200a0", "no version in common"),
        wrong("proposes what cannot be read at the same time", "8200a10f00", "could not be read"),
        noMessage(
            "proposes in descending order at the same time",
            "8200a20f" + DATA + "0e" + DATA,
            "14 behind 15"),
        noMessage("proposes an indefinite table at the same time", "8200bf0f" + DATA + "ff"));
  }
}

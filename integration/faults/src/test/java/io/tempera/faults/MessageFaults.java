package io.tempera.faults;

import static io.tempera.faults.Fault.named;
import static io.tempera.faults.Proposals.agreed;
import static io.tempera.faults.Proposals.agreedWithEcho;
import static io.tempera.faults.Talk.behindARound;
import static io.tempera.faults.Talk.behindAnEcho;
import static io.tempera.faults.Talk.echo;
import static io.tempera.faults.Talk.keepAlive;

import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every part of a keep-alive and of an echo message wrong in turn. */
final class MessageFaults {
  private static final String[] KEEP_ALIVE = {
    "mini-protocol 8 responder", "keep-alive", "StClient"
  };
  private static final String[] ECHO = {"mini-protocol 7001 responder", "echo", "Idle"};
  private static final String NO_MESSAGE = "what arrived is no message";

  private MessageFaults() {}

  static Stream<Fault> all() {
    return Stream.of(undecodable(), outOfTurn(), behindGoodOnes()).flatMap(faults -> faults);
  }

  /** What is no message in either protocol. */
  private static SequencedMap<String, String> noMessages() {
    SequencedMap<String, String> messages = new TreeMap<>();
    messages.put("a break", "ff");
    messages.put("a reserved byte", "1c");
    messages.put("a number", "00");
    messages.put("null", "f6");
    messages.put("a text", "6161");
    messages.put("a byte string", "4161");
    messages.put("a map", "a10019beef");
    messages.put("a tagged request", "c1820019beef");
    messages.put("an empty array", "80");
    messages.put("an indefinite array", "9f0019beefff");
    messages.put("a tag alone", "8100");
    messages.put("a request with one item too many", "830019beef00");
    messages.put("an array of 2^64 - 1 items", "9bffffffffffffffff");
    messages.put("a tag that nothing has", "820319beef");
    messages.put("tag 2^64 - 1", "821bffffffffffffffff00");
    messages.put("a negative tag", "822019beef");
    messages.put("a text for a tag", "82613019beef");
    messages.put("a Done with something in it", "820200");
    messages.put("a reserved byte for a value", "82001c");
    messages.put("a break for a value", "8200ff");
    messages.put("null for a value", "8200f6");
    messages.put("true for a value", "8200f5");
    messages.put("a float for a value", "8200f90000");
    messages.put("a negative number for a value", "820020");
    messages.put("an array for a value", "820080");
    messages.put("a tagged value", "8200c119beef");
    messages.put("values nested a thousand deep", "8200" + "81".repeat(1_000));
    messages.put("a text for a value", "82006161");
    messages.put("an indefinite byte string for a value", "82005f4161ff");
    return messages;
  }

  private static Stream<Fault> undecodable() {
    Map<String, String> forKeepAlive = noMessages();
    forKeepAlive.put("a cookie of 17 bits", "82001a00010000");
    forKeepAlive.put("a cookie of 64 bits", "82001bffffffffffffffff");
    forKeepAlive.put("a byte string for a cookie", "82004161");
    Map<String, String> forEcho = noMessages();
    forEcho.put("a number for words", "820000");
    forEcho.put("words of 2^64 - 1 bytes", "82005bffffffffffffffff");
    return Stream.concat(
        forKeepAlive.entrySet().stream()
            .map(
                e ->
                    named("keep-alive: " + e.getKey())
                        .does(agreed(Step.send(keepAlive(e.getValue()))))
                        .saying(with(KEEP_ALIVE, NO_MESSAGE, "CBOR at byte"))),
        forEcho.entrySet().stream()
            .map(
                e ->
                    named("echo: " + e.getKey())
                        .does(agreedWithEcho(Step.send(echo(e.getValue()))))
                        .saying(with(ECHO, NO_MESSAGE, "CBOR at byte"))));
  }

  /** Messages of the other side. */
  private static Stream<Fault> outOfTurn() {
    return Stream.of(
        named("keep-alive: a response instead of a request")
            .does(agreed(Step.send(keepAlive("820119beef"))))
            .saying(with(KEEP_ALIVE, "KeepAliveResponse")),
        named("keep-alive: a response behind a round")
            .does(behindARound(Step.send(keepAlive("820119beef"))))
            .saying(with(KEEP_ALIVE, "KeepAliveResponse")),
        named("echo: a response instead of a request")
            .does(agreedWithEcho(Step.send(echo("82014161"))))
            .saying(with(ECHO, "Response")),
        named("echo: a response behind a round")
            .does(behindAnEcho(Step.send(echo("82014161"))))
            .saying(with(ECHO, "Response")));
  }

  /** What was good before is answered, whoever it came with. */
  private static Stream<Fault> behindGoodOnes() {
    return Stream.of(
        named("keep-alive: garbage behind a round")
            .does(behindARound(Step.send(keepAlive("ffffff"))))
            .saying(with(KEEP_ALIVE, NO_MESSAGE)),
        named("keep-alive: garbage behind Done")
            .does(behindARound(Step.send(keepAlive("8102ff"))))
            .saying(with(KEEP_ALIVE, NO_MESSAGE)),
        named("keep-alive: Done twice and garbage")
            .does(behindARound(Step.send(keepAlive("8102"), keepAlive("8102"), keepAlive("00"))))
            .saying(with(KEEP_ALIVE, NO_MESSAGE)),
        named("keep-alive: garbage behind a good echo")
            .does(behindAnEcho(Step.send(keepAlive("ffffff"))))
            .saying(with(KEEP_ALIVE, NO_MESSAGE)),
        named("echo: garbage behind a round")
            .does(behindAnEcho(Step.send(echo("ffffff"))))
            .saying(with(ECHO, NO_MESSAGE)),
        named("echo: garbage behind Done")
            .does(behindAnEcho(Step.send(echo("8102ff"))))
            .saying(with(ECHO, NO_MESSAGE)),
        named("echo where only Cardano's versions were agreed")
            .does(behindARound(Step.send(Talk.echoRequest(0xcafe))))
            .saying("SDU for mini-protocol 7001,", "does not run here"));
  }

  private static String[] with(String[] some, String... more) {
    return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
  }
}

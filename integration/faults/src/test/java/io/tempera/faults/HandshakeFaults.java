package io.tempera.faults;

import static io.tempera.faults.Fault.named;
import static io.tempera.faults.Proposals.DATA;
import static io.tempera.faults.Proposals.table;

import java.util.stream.Stream;

/** Every part of a proposal wrong in turn (cardano-diffusion NodeToNode.Version and its codec). */
final class HandshakeFaults {
  private static final String V14 = "0e" + DATA;
  private static final String V15 = "0f" + DATA;
  private static final String OWN_KEY = "195445";

  private HandshakeFaults() {}

  static Stream<Fault> all() {
    return Stream.of(noMessages(), noProposals(), tables(), noCommonVersion(), data(), ownEntry())
        .flatMap(faults -> faults);
  }

  /** What is no message ends the connection without an answer. */
  private static Fault silent(String name, String message, String... words) {
    String[] all =
        Stream.concat(Stream.of("no handshake message"), Stream.of(words)).toArray(String[]::new);
    return named(name).does(Step.send(Proposals.proposal(message))).saying(all);
  }

  private static Stream<Fault> noMessages() {
    return Stream.of(
        silent("a number instead of a proposal", "00"),
        silent("a text instead of a proposal", "63414243"),
        silent("a byte string instead of a proposal", "43414243"),
        silent("a map instead of a proposal", "a0"),
        silent("null instead of a proposal", "f6"),
        silent("a tag around a proposal", "c1" + Proposals.MESSAGE),
        silent("a break instead of a proposal", "ff"),
        silent("a reserved byte instead of a proposal", "1c"),
        silent("HTTP instead of a proposal", "474554202f20485454502f312e310d0a0d0a"),
        silent("TLS instead of a proposal", "16030100ca010000c60303"),
        silent("zeros instead of a proposal", "00".repeat(64)),
        silent("an indefinite array instead of a proposal", "9f00a0ff"),
        silent("an empty array instead of a proposal", "80", "CBOR at byte"),
        silent("an array of 2^63 items", "9b8000000000000000", "CBOR at byte 0"),
        silent("a reserved byte in a proposal", "82001d", "CBOR at byte 2", "0x1d"),
        silent("a break in a proposal", "8200a10eff", "CBOR at byte 4"),
        silent("data nested a thousand deep", "8200a10d" + "81".repeat(1000), "nested"),
        silent("data of 2^64 - 1 bytes", "8200a10d5bffffffffffffffff", "CBOR at byte 4"),
        silent("a map of 2^62 pairs", "8200bb4000000000000000", "CBOR at byte 2"));
  }

  private static Stream<Fault> noProposals() {
    return Stream.of(
        silent("an accept instead of a proposal", Proposals.ACCEPT_MESSAGE, "begins with 1"),
        silent("a refusal instead of a proposal", "82028200820e0f", "begins with 2"),
        silent("a query reply instead of a proposal", "8203a10e" + DATA, "begins with 3"),
        silent("a proposal with tag 4", "8204a10e" + DATA, "begins with 4"),
        silent("a proposal with tag 255", "8218ffa10e" + DATA, "begins with 255"),
        silent("a proposal with tag 2^64 - 1", "821bffffffffffffffffa0", "CBOR at byte 1"),
        silent("a proposal with a negative tag", "8220a10e" + DATA, "CBOR at byte 1"),
        silent("a proposal with a text for a tag", "826130a10e" + DATA, "CBOR at byte 1"),
        silent("a proposal without a table", "8100", "an array of 1"),
        silent("a proposal with something behind the table", "8300a10e" + DATA + "00", "of 3"));
  }

  private static Stream<Fault> tables() {
    return Stream.of(
        silent("an indefinite table", "8200bf" + V14 + "ff", "CBOR at byte 2", "indefinite"),
        silent("an array instead of a table", "8200820e" + DATA, "CBOR at byte 2", "an array"),
        silent("a number instead of a table", "820000", "CBOR at byte 2"),
        silent("null instead of a table", "8200f6", "CBOR at byte 2"),
        silent("versions in descending order", table(V15, V14), "14 behind 15"),
        silent("a version twice", table(V14, V14), "14 behind 14"),
        silent("a version twice around another", table(V14, V15, V15), "15 behind 15"),
        silent("our entry before the others", table(OWN_KEY + "00", V15), "15 behind 21573"));
  }

  private static Stream<Fault> noCommonVersion() {
    return Stream.of(
            new String[] {"no version at all", ""},
            new String[] {"a version that is gone", "0d" + DATA},
            new String[] {"a version to come", "11" + DATA},
            new String[] {"a version that this node does not offer", "1085182af500f4f4"},
            new String[] {"version 0", "00" + DATA},
            new String[] {"version 2^64 - 1", "1bffffffffffffffff" + DATA},
            new String[] {"a negative version", "2d" + DATA},
            new String[] {"a text for a version", "623134" + DATA},
            new String[] {"a byte string for a version", "410e" + DATA},
            new String[] {"a tagged version", "c10e" + DATA},
            new String[] {"a version of node-to-client", "198010" + DATA})
        .map(
            row ->
                named(row[0] + " in the table")
                    .does(
                        Step.send(Proposals.proposal(row[1].isEmpty() ? "8200a0" : table(row[1]))),
                        Step.expectAnswer("82028200820e0f"))
                    .saying("we refused", "no version in common", "[14, 15]"));
  }

  /** The data of the version that is chosen are answered, for what they are. */
  private static Stream<Fault> data() {
    Stream<Fault> unreadable =
        Stream.of(
                new String[] {"no array", "00"},
                new String[] {"an array without items", "80"},
                new String[] {"no query", "83182af500"},
                new String[] {"one item too many", "85182af500f4f4"},
                new String[] {"an indefinite array", "9f182af500f4ff"},
                new String[] {"a map", "a2182af500f4"},
                new String[] {"a negative magic", "8420f500f4"},
                new String[] {"a magic of 33 bits", "841b0000000100000000f500f4"},
                new String[] {"a magic of 64 bits", "841bfffffffffffffffff500f4"},
                new String[] {"a text for a magic", "84623432f500f4"},
                new String[] {"null for a magic", "84f6f500f4"},
                new String[] {"a float for a magic", "84f95140f500f4"},
                new String[] {"a tagged magic", "84c1182af500f4"},
                new String[] {"a number for initiator only", "84182a0100f4"},
                new String[] {"null for initiator only", "84182af600f4"},
                new String[] {"true for peer sharing", "84182af5f5f4"},
                new String[] {"2 for peer sharing", "84182af502f4"},
                new String[] {"-1 for peer sharing", "84182af520f4"},
                new String[] {"null for peer sharing", "84182af5f6f4"},
                new String[] {"a number for query", "84182af50000"},
                new String[] {"undefined for query", "84182af500f7"})
            .flatMap(
                row ->
                    Stream.of(14, 15)
                        .map(
                            version ->
                                refused(
                                    row[0] + " in the data of version " + version,
                                    version(version) + row[1],
                                    "820283 01" + version(version),
                                    "data of version " + version + " could not be read")));
    Stream<Fault> otherNetworks =
        Stream.of("00", "182b", "1a2d964a09", "1affffffff")
            .flatMap(
                magic ->
                    Stream.of(14, 15)
                        .map(
                            version ->
                                refused(
                                    "magic " + magic + " in version " + version,
                                    version(version) + "84" + magic + "f500f4",
                                    "820283 02" + version(version),
                                    "version " + version + " refused",
                                    "network magic 42")));
    Fault noFallBack =
        named("another network in the greatest version only")
            .does(
                Step.send(Proposals.proposal(table(V14, "0f84182bf500f4"))),
                Step.expectAnswer("820283020f"))
            .saying("version 15 refused");
    return Stream.of(unreadable, otherNetworks, Stream.of(noFallBack)).flatMap(faults -> faults);
  }

  private static Stream<Fault> ownEntry() {
    Stream<Fault> unreadable =
        Stream.of(
                new String[] {"no array", "00"},
                new String[] {"too few items", DATA},
                new String[] {"an indefinite array", "9f182af500f40f00191b59ff"},
                new String[] {"a negative magic", "8720f500f40f00191b59"},
                new String[] {"a number for initiator only", "87182a0100f40f00191b59"},
                new String[] {"2 for peer sharing", "87182af502f40f00191b59"},
                new String[] {"null for query", "87182af500f60f00191b59"},
                new String[] {"a negative base version", "87182af500f42000191b59"},
                new String[] {"a base version of 17 bits", "87182af500f41a0001000000191b59"},
                new String[] {"true for Peras", "87182af500f40ff5191b59"},
                new String[] {"number 0", "87182af500f40f0000"},
                new String[] {"number 1", "87182af500f40f0001"},
                new String[] {"number 32768", "87182af500f40f00198000"},
                new String[] {"a text for a number", "87182af500f40f0061 41"})
            .map(
                row ->
                    refused(
                        row[0] + " in our own entry",
                        V15 + OWN_KEY + row[1].replace(" ", ""),
                        "82028301" + OWN_KEY,
                        "data of version 21573 could not be read"));
    Fault otherNetwork =
        refused(
            "another network in our own entry",
            V15 + OWN_KEY + "87182bf500f40f00191b59",
            "82028302" + OWN_KEY,
            "version 21573 refused",
            "network magic 42");
    Fault alone =
        named("our own entry alone")
            .does(
                Step.send(Proposals.proposal(table(OWN_KEY + "87182af500f40f00191b59"))),
                Step.expectAnswer("82028200820e0f"))
            .saying("no version in common");
    return Stream.concat(unreadable, Stream.of(otherNetwork, alone));
  }

  private static String version(int version) {
    return "0" + Integer.toHexString(version);
  }

  /** A table whose entries are one string; ours comes with version 15. */
  private static Fault refused(String name, String entries, String answer, String... words) {
    boolean two = entries.startsWith(V15 + OWN_KEY);
    String[] all = Stream.concat(Stream.of("we refused"), Stream.of(words)).toArray(String[]::new);
    return named(name)
        .does(
            Step.send(Proposals.proposal((two ? "8200a2" : "8200a1") + entries)),
            Step.expectAnswer(answer.replace(" ", "")))
        .saying(all);
  }
}

package io.tempera.peer.sharing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tempera.check.ConversationCheck;
import io.tempera.check.ProtocolCheck;
import io.tempera.kit.cbor.CborException;
import io.tempera.kit.cbor.CborReader;
import io.tempera.peer.sharing.internal.PeerSharingMessage.Done;
import io.tempera.peer.sharing.internal.PeerSharingMessage.SharePeers;
import io.tempera.peer.sharing.internal.PeerSharingMessage.ShareRequest;
import io.tempera.runtime.TemperaRuntime;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PeerSharingCheckTest {
  private static final String[] PEERS = {"1.2.3.4:3001", "[2001:db8::7]:65535", "200.1.2.3:1"};

  private static SharePeers peers(String... addresses) {
    return new SharePeers(Stream.of(addresses).map(AskingBook::address).toList());
  }

  @TestFactory
  Stream<DynamicNode> everythingThatGoesForEveryProtocol() {
    return ProtocolCheck.of(PeerSharingTable.SPEC, PeerSharingTable.CODEC)
        .golden("820008", new ShareRequest(8))
        .golden("820000", new ShareRequest(0))
        .golden("820018ff", new ShareRequest(255))
        .golden("820180", peers())
        .golden("82019f83001a04030201190bb9ff", peers("1.2.3.4:3001"))
        .golden("82019f860100000001190bb9ff", peers("[::1]:3001"))
        .golden(
            "82019f83001ac801000a0083001a0100000a190bb9ff", peers("10.0.1.200:0", "10.0.0.1:3001"))
        .golden("82019f86011a20010db800000719ffffff", peers("[2001:db8::7]:65535"))
        .golden("8102", new Done())
        // Both forms of the list, and integers of any width.
        .alsoReads("82019fff", peers())
        .alsoReads("82018183001a04030201190bb9", peers("1.2.3.4:3001"))
        .alsoReads("82180180", peers())
        // An IPv4 address in an IPv6 one.
        .alsoReads("82019f8601000019ffff1a01020304190bb9ff", peers("1.2.3.4:3001"))
        .conversation(conversation())
        .tests();
  }

  /** When it was asked last is known to the book, which outlives the implementations. */
  private static ConversationCheck conversation() {
    Map<TemperaRuntime, AskingBook> books = new HashMap<>();
    return ConversationCheck.of(
        PeerSharing.NUMBER,
        runtime ->
            new PeerSharing(
                runtime,
                books.computeIfAbsent(
                    runtime, fresh -> new AskingBook(fresh, 2, Duration.ofSeconds(10), PEERS)),
                PeerSharingSettings.MOST_SHARED));
  }

  /** As on the reference, which looks at tags only: lengths may say what they like. */
  @ParameterizedTest
  @CsvSource({
    "StIdle, 830008f6, 'ShareRequest[amount=8]'",
    "StIdle, 8302f6820102, 'Done[]'",
    "StBusy, 830180a0, 'SharePeers[peers=[]]'",
    "StBusy, 82019f80001a04030201190bb9ff, 'SharePeers[peers=[/1.2.3.4:3001]]'",
    "StBusy, 82019f85001a04030201190bb983001a0100000a190bb9ff, 'SharePeers[peers=[/1.2.3.4:3001, /10.0.0.1:3001]]'"
  })
  void lengthsOfArraysThatNobodyChecks(String state, String hex, String message) {
    assertThat(decode(state, hex)).hasToString(message);
  }

  @ParameterizedTest
  @CsvSource({
    "StIdle, 9f0008ff, the definite form of an array",
    "StIdle, 8103, a message's tag (0 to 2)",
    "StIdle, 8100, the end of the message",
    "StIdle, 8200190100, an unsigned integer up to 255",
    "StBusy, 82019f830200190bb9ff, the tag of an address (0 or 1)",
    "StBusy, 82019f83001b0000000100000000190bb9ff, an unsigned integer up to 4294967295",
    "StBusy, 82019f8300001a00010000ff, an unsigned integer up to 65535",
    "StBusy, 82019f8400000005ff, an array",
    "StBusy, 82019f9f000005ffff, the definite form of an array"
  })
  void whatIsNoMessageIsRefused(String state, String hex, String why) {
    assertThatExceptionOfType(CborException.class)
        .isThrownBy(() -> decode(state, hex))
        .withMessageContaining(why);
  }

  private static PeerSharingMessage decode(String state, String hex) {
    CborReader from = new CborReader(HexFormat.of().parseHex(hex));
    PeerSharingMessage message =
        PeerSharingTable.CODEC.decode(PeerSharingTable.SPEC.state(state), from);
    from.expectEnd();
    return message;
  }

  @Test
  void theLargestAnswerThatASettingAllowsFitsItsLimitAndNoLargerOne() {
    assertThat(answer(PeerSharingSettings.LARGEST))
        .hasSizeLessThanOrEqualTo(PeerSharingTable.SIZE_LIMIT);
    assertThat(answer(PeerSharingSettings.LARGEST + 1))
        .hasSizeGreaterThan(PeerSharingTable.SIZE_LIMIT);
  }

  private static byte[] answer(int peers) {
    InetSocketAddress longest =
        AskingBook.address("[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]:65535");
    return PeerSharingTable.CODEC.encode(new SharePeers(Collections.nCopies(peers, longest)));
  }
}

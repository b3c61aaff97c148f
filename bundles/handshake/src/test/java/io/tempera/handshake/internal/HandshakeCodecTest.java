package io.tempera.handshake.internal;

import static io.tempera.handshake.internal.Offers.MAINNET;
import static io.tempera.handshake.internal.Offers.bytes;
import static io.tempera.handshake.internal.Offers.data;
import static io.tempera.handshake.internal.Offers.hex;
import static io.tempera.handshake.internal.Offers.offer;
import static io.tempera.handshake.internal.Offers.withOwn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.handshake.RefuseReason;
import io.tempera.handshake.VersionData;
import io.tempera.kit.cbor.CborException;
import io.tempera.kit.cbor.CborWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of every message, as the reference's codec has them. */
class HandshakeCodecTest {
  private static final VersionData MAINNET_DATA = data(MAINNET, false, true);
  private static final HandshakeCodec CODEC =
      new HandshakeCodec(
          number -> VersionNumbers.isKnown(number, withOwn(Offers.recordedResponder(), 99)));

  /** Messages with their bytes: the first block computed, the second one recorded (see below). */
  static Stream<Arguments> goldenBytes() {
    return Stream.of(
        Arguments.of(
            new HandshakeMessage.Versions(VersionTable.of(offer(MAINNET_DATA, 14, 15))),
            "8200a20e841a2d964a09f401f40f841a2d964a09f401f4"),
        Arguments.of(
            new HandshakeMessage.Versions(VersionTable.of(offer(MAINNET_DATA, 14, 15, 16))),
            "8200a30e841a2d964a09f401f40f841a2d964a09f401f410851a2d964a09f401f4f4"),
        Arguments.of(
            new HandshakeMessage.Accept(15, VersionDataCodec.encode(15, MAINNET_DATA)),
            "83010f841a2d964a09f401f4"),
        Arguments.of(
            new HandshakeMessage.Accept(16, VersionDataCodec.encode(16, MAINNET_DATA)),
            "830110851a2d964a09f401f4f4"),
        Arguments.of(
            new HandshakeMessage.Refuse(new RefuseReason.VersionMismatch(List.of(14L, 15L))),
            "82028200820e0f"),
        Arguments.of(
            new HandshakeMessage.Refuse(new RefuseReason.DecodeError(15, "x")), "820283010f6178"),
        Arguments.of(
            new HandshakeMessage.Refuse(
                new RefuseReason.NotAcceptable(15, "version data mismatch")),
            "820283020f7576657273696f6e2064617461206d69736d61746368"),
        Arguments.of(
            new HandshakeMessage.QueryReply(VersionTable.of(offer(MAINNET_DATA, 14, 15))),
            "8203a20e841a2d964a09f401f40f841a2d964a09f401f4"),
        // Recorded: reference implementation ouroboros-network, commit d80f488c.
        Arguments.of(
            new HandshakeMessage.Versions(VersionTable.of(Offers.recordedInitiator())),
            "8200a20e84182af500f40f84182af500f4"),
        Arguments.of(
            new HandshakeMessage.Versions(
                VersionTable.of(offer(data(MAINNET, true, true, false, true), 14, 15, 16))),
            "8200a30e841a2d964a09f501f40f841a2d964a09f501f410851a2d964a09f501f4f5"),
        Arguments.of(
            new HandshakeMessage.Accept(
                16, VersionDataCodec.encode(16, data(MAINNET, true, true, false, true))),
            "830110851a2d964a09f501f4f5"),
        Arguments.of(
            new HandshakeMessage.QueryReply(VersionTable.of(Offers.recordedResponder())),
            "8203a20e84182af400f40f84182af400f4"),
        Arguments.of(
            new HandshakeMessage.Refuse(new RefuseReason.VersionMismatch(List.of(7L))),
            "820282008107"),
        // Our own entry behind Cardano's, one flat array.
        Arguments.of(
            new HandshakeMessage.Versions(
                VersionTable.of(withOwn(offer(data(42, false, true), 14, 15), 99, 1000))),
            "8200a3"
                + "0e84182af401f4"
                + "0f84182af401f4"
                + "195445"
                + "88182af401f40f0018631903e8"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("goldenBytes")
  void everyMessageHasItsBytes(HandshakeMessage message, String hex) {
    assertThat(hex(HandshakeCodec.encode(message))).isEqualTo(hex);
    assertThat(CODEC.decodeAnswer(bytes(hex))).isEqualTo(message);
    if (message instanceof HandshakeMessage.Versions) {
      assertThat(CODEC.decodeProposal(bytes(hex))).isEqualTo(message);
    } else {
      assertThatThrownBy(() -> CODEC.decodeProposal(bytes(hex))).isInstanceOf(CborException.class);
    }
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("goldenBytes")
  void noMessageCanBeCutShort(HandshakeMessage message, String hex) {
    byte[] whole = bytes(hex);
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> CODEC.decodeAnswer(part)).isInstanceOf(CborException.class);
      assertThatThrownBy(() -> CODEC.decodeProposal(part)).isInstanceOf(CborException.class);
    }
  }

  @Test
  void onlyTheTagsAndLengthsOfAStateAreMessages() {
    byte[] body = bytes("0f84182af500f4");
    for (int tag = 0; tag < 6; tag++) {
      for (int items = 0; items < 6; items++) {
        byte[] message =
            new CborWriter()
                .array(items)
                .unsigned(tag)
                .raw(tag == 0 || tag == 3 ? bytes("a0") : tag == 2 ? bytes("820080") : body)
                // Room for whatever the length promises.
                .raw(new byte[items])
                .toByteArray();
        boolean isProposal = tag == 0 && items == 2;
        boolean isAnswer = tag == 1 ? items == 3 : tag < 4 && items == 2;
        check(isProposal, () -> CODEC.decodeProposal(message), tag + "/" + items);
        check(isAnswer, () -> CODEC.decodeAnswer(message), tag + "/" + items);
      }
    }
  }

  private static void check(boolean accepted, Runnable decoding, String what) {
    if (accepted) {
      decoding.run();
    } else {
      assertThatThrownBy(decoding::run).as(what).isInstanceOf(CborException.class);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    // R4: keys descending; and the same key twice
    "8200a20f84182af500f40e84182af500f4, behind 15",
    "8200a20f84182af500f40f84182af500f4, behind 15",
    // R8: the map indefinite
    "8200bf0f84182af500f4ff, the indefinite form",
    // The outer list indefinite
    "9f00a10f84182af500f4ff, the indefinite form",
    // Something else where the map should be, or the tag
    "8200840f84182af5, a map",
    "82f4a0, an unsigned integer",
    "8220a0, an unsigned integer",
    "8204a0, an array of 2 that begins with 4",
  })
  void whatIsNoProposalIsNamed(String hex, String sentence) {
    assertThatThrownBy(() -> CODEC.decodeProposal(bytes(hex)))
        .isInstanceOf(CborException.class)
        .hasMessageContaining(sentence);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        // An accept or a reason for a version that is not known
        "83010d84182af500f4",
        "820283010d6178",
        "820283020d6178",
        // A version that is no integer
        "83014084182af500f4",
        // A reason that there is not, and one whose text or list is indefinite
        "820283030f6178",
        "820283010f7f6178ff",
        "820282009f0eff",
        "82029f00810eff",
        // A text that is not UTF-8
        "820283010f61ff",
      })
  void whatIsNoAnswerIsRefused(String hex) {
    assertThatThrownBy(() -> CODEC.decodeAnswer(bytes(hex))).isInstanceOf(CborException.class);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    // R5: an unknown version beside a known one
    "8200a20d84182af500f40f84182af500f4, [15]",
    // Unknown keys anywhere, with any data, in any order: long and nested, indefinite, tagged
    "8200a318ff9f01ff0f84182af500f400f6, [15]",
    // Keys that are no plain integer: negative, beyond 64 bits, text, array, tagged
    "8200a6"
        + "20f6"
        + "1bfffffffffffffffff6"
        + "616bf6"
        + "80f6"
        + "c2410ff6"
        + "0f84182af500f4"
        + ", [15]",
    // R9: longer integers than needed
    "821800a1180f841a0000002af500f4, [15]",
    "9a000000021b0000000000000000b900011900" + "0f84182af500f4, [15]",
    // Nothing at all
    "8200a0, []",
  })
  void whatIsNotKnownIsPassedOver(String hex, String keys) {
    HandshakeMessage.Versions versions =
        (HandshakeMessage.Versions) CODEC.decodeProposal(bytes(hex));
    assertThat(versions.table().keySet()).hasToString(keys);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    // What else the reason has is nobody's concern
    "82028300820e0fa0, '[14, 15]'",
    "82028600820e0f0102f68107, '[14, 15]'",
    // Numbers that nobody knows: negative, 64 bits, longer than needed
    "8202820085201bffffffff00000000391000180e0f, ''",
    "820282008420"
        + "1b7fffffffffffffff"
        + "3b7fffffffffffffff"
        + "180e, "
        + "'[-1, 9223372036854775807, -9223372036854775808, 14]'",
    "8202820080, '[]'",
  })
  void aMismatchListsWhateverNumbersThereAre(String hex, String versions) {
    if (versions.isEmpty()) {
      assertThatThrownBy(() -> CODEC.decodeAnswer(bytes(hex))).isInstanceOf(CborException.class);
      return;
    }
    HandshakeMessage.Refuse refuse = (HandshakeMessage.Refuse) CODEC.decodeAnswer(bytes(hex));
    assertThat(((RefuseReason.VersionMismatch) refuse.reason()).versions()).hasToString(versions);
  }

  @Test
  void dataOfAnUnknownVersionMayNestAsDeepAsAnyItem() {
    String inside = "8200a20d" + "81".repeat(61) + "00" + "0f84182af500f4";
    assertThat(((HandshakeMessage.Versions) CODEC.decodeProposal(bytes(inside))).table())
        .containsOnlyKeys(15);
    String tooDeep = "8200a20d" + "81".repeat(65) + "00" + "0f84182af500f4";
    assertThatThrownBy(() -> CODEC.decodeProposal(bytes(tooDeep)))
        .isInstanceOf(CborException.class)
        .hasMessageContaining("nested at most 64 deep");
  }

  @Test
  void ourOwnKeyIsKnownToThoseWhoHaveOwnNumbersOnly() {
    byte[] proposal = bytes("8200a20f84182af500f419544500");
    HandshakeCodec without =
        new HandshakeCodec(number -> VersionNumbers.isKnown(number, Offers.recordedResponder()));
    assertThat(((HandshakeMessage.Versions) without.decodeProposal(proposal)).table())
        .containsOnlyKeys(15);
    assertThat(((HandshakeMessage.Versions) CODEC.decodeProposal(proposal)).table())
        .containsOnlyKeys(15, 0x5445);
  }

  /** A line feed; next line, line separator and right-to-left override in one. */
  @ParameterizedTest
  @ValueSource(strings = {"63610a62", "6761c285e280a862", "6561e280ae62"})
  void theOtherSidesWordsStayOneLine(String words) {
    HandshakeMessage.Refuse refuse =
        (HandshakeMessage.Refuse) CODEC.decodeAnswer(bytes("820283020f" + words));
    RefuseReason.NotAcceptable reason = (RefuseReason.NotAcceptable) refuse.reason();
    assertThat(reason.message()).matches("a +b");
  }

  @Test
  void aLongReasonOfTheReferenceIsRead() {
    // What the reference answers to {15: [42, true, 0, bytes(5748)]} is that long.
    String words = "x".repeat(23_000);
    byte[] refuse =
        HandshakeCodec.encode(new HandshakeMessage.Refuse(new RefuseReason.DecodeError(15, words)));
    assertThat(CODEC.decodeAnswer(refuse))
        .isEqualTo(new HandshakeMessage.Refuse(new RefuseReason.DecodeError(15, words)));
  }
}

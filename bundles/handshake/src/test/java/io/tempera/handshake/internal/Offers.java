package io.tempera.handshake.internal;

import io.tempera.handshake.DiffusionMode;
import io.tempera.handshake.Offer;
import io.tempera.handshake.VersionData;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/** Offers as tests write them. */
final class Offers {
  static final long MAINNET = 764_824_073L;

  private Offers() {}

  static VersionData data(long magic, boolean initiatorOnly, boolean peerSharing) {
    return data(magic, initiatorOnly, peerSharing, false, false);
  }

  static VersionData data(
      long magic, boolean initiatorOnly, boolean peerSharing, boolean query, boolean peras) {
    return new VersionData(
        magic,
        initiatorOnly ? DiffusionMode.INITIATOR_ONLY : DiffusionMode.INITIATOR_AND_RESPONDER,
        peerSharing,
        query,
        peras);
  }

  static Offer offer(VersionData data, Integer... versions) {
    return new Offer(new TreeSet<>(List.of(versions)), data, new TreeSet<>());
  }

  /** The same with own numbers. */
  static Offer withOwn(Offer offer, Integer... numbers) {
    return new Offer(offer.versions(), offer.data(), new TreeSet<>(List.of(numbers)));
  }

  /** The responder of the recordings: versions 14 and 15, magic 42, duplex. */
  static Offer recordedResponder() {
    return offer(data(42, false, false), 14, 15);
  }

  /** The usual initiator of the recordings: versions 14 and 15, magic 42, initiator only. */
  static Offer recordedInitiator() {
    return offer(data(42, true, false), 14, 15);
  }

  static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}

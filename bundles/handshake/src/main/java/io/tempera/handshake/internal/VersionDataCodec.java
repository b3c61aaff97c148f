package io.tempera.handshake.internal;

import io.tempera.handshake.DiffusionMode;
import io.tempera.handshake.VersionData;
import io.tempera.kit.cbor.CborException;
import io.tempera.kit.cbor.CborReader;
import io.tempera.kit.cbor.CborWriter;

/**
 * The data of Cardano's versions as CBOR (cardano-diffusion NodeToNode.Version).
 *
 * <pre>
 *   14, 15   [network magic, initiator only, peer sharing 0 or 1, query]
 *   16       [network magic, initiator only, peer sharing 0 or 1, query, Peras]
 * </pre>
 */
final class VersionDataCodec {
  private VersionDataCodec() {}

  /** Below version 16 nothing is said of Peras. */
  static Term encode(int version, VersionData data) {
    boolean peras = version >= VersionNumbers.PERAS_SINCE;
    CborWriter writer = new CborWriter().array(peras ? 5 : 4);
    encodeCommon(writer, data);
    if (peras) {
      writer.bool(data.perasSupport());
    }
    return new Term(writer.toByteArray());
  }

  /** The four items that every version has. */
  static void encodeCommon(CborWriter writer, VersionData data) {
    writer
        .unsigned(data.networkMagic())
        .bool(data.diffusionMode() == DiffusionMode.INITIATOR_ONLY)
        .unsigned(data.peerSharing() ? 1 : 0)
        .bool(data.query());
  }

  /**
   * Reads the data of a version.
   *
   * @throws CborException when they are not of its form
   */
  static VersionData decode(int version, Term data) {
    boolean peras = version >= VersionNumbers.PERAS_SINCE;
    CborReader reader = new CborReader(data.encoded());
    reader.readArrayOf(peras ? 5 : 4);
    VersionData common = decodeCommon(reader);
    return peras ? withPeras(common, reader.readBool()) : common;
  }

  /** The four items that every version has, and no Peras. */
  static VersionData decodeCommon(CborReader reader) {
    return new VersionData(
        reader.readUnsignedInt(),
        reader.readBool() ? DiffusionMode.INITIATOR_ONLY : DiffusionMode.INITIATOR_AND_RESPONDER,
        reader.readUnsigned(1) == 1,
        reader.readBool(),
        false);
  }

  /** The same with another word on Peras. */
  static VersionData withPeras(VersionData data, boolean peras) {
    return new VersionData(
        data.networkMagic(), data.diffusionMode(), data.peerSharing(), data.query(), peras);
  }
}

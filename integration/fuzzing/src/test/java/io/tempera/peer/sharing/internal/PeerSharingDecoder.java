package io.tempera.peer.sharing.internal;

import io.tempera.fuzzing.Decoder;

/** Peer-sharing's decoder. */
public final class PeerSharingDecoder {
  /** The one of the bundle. */
  public static final Decoder<?> DECODER =
      new Decoder<>(PeerSharingTable.SPEC, PeerSharingTable.CODEC);

  private PeerSharingDecoder() {}
}

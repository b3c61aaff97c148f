package io.tempera.handshake;

/**
 * What a node says about itself with each version that it proposes (cardano-diffusion
 * NodeToNode.Version).
 *
 * @param networkMagic which network, 0 to 4 294 967 295
 * @param diffusionMode the lesser of the two sides' is agreed
 * @param peerSharing agreed when both sides say so
 * @param query the client only asks which versions there are; agreed when either side says so
 * @param perasSupport agreed when both sides say so; always false below version 16
 */
public record VersionData(
    long networkMagic,
    DiffusionMode diffusionMode,
    boolean peerSharing,
    boolean query,
    boolean perasSupport) {
  /** The largest network magic, 32 bits. */
  public static final long MAX_MAGIC = 0xffff_ffffL;

  /** Checks the range of the magic. */
  public VersionData {
    if (networkMagic < 0 || networkMagic > MAX_MAGIC) {
      throw new IllegalArgumentException(
          "A network magic is 0 to " + MAX_MAGIC + ", not " + networkMagic);
    }
  }
}

package io.tempera.handshake;

import java.util.List;

/** Why a proposal is refused (ouroboros-network Protocol.Handshake.Type). */
public sealed interface RefuseReason {
  /** One sentence. */
  String text();

  /**
   * No version in common.
   *
   * @param versions those of the side that refuses, as it sent them: known or not, any 64 bits
   */
  record VersionMismatch(List<Long> versions) implements RefuseReason {
    /** Keeps a copy that does not change. */
    public VersionMismatch {
      versions = List.copyOf(versions);
    }

    @Override
    public String text() {
      return "no version in common, the refusing side speaks "
          + versions
          + "; one of the two has to offer others (versions)";
    }
  }

  /** The data of the chosen version could not be read. */
  record DecodeError(int version, String message) implements RefuseReason {
    @Override
    public String text() {
      return "the data of version "
          + version
          + " could not be read, leave it out (versions) if no peer can read them: "
          + message;
    }
  }

  /** The data of the chosen version is not acceptable, such as another network's magic. */
  record NotAcceptable(int version, String message) implements RefuseReason {
    @Override
    public String text() {
      return "version " + version + " refused: " + message;
    }
  }
}

package io.tempera.handshake.internal;

import io.tempera.handshake.Agreed;
import io.tempera.handshake.DiffusionMode;
import io.tempera.handshake.Offer;
import io.tempera.handshake.RefuseReason;
import io.tempera.handshake.VersionData;
import io.tempera.kit.cbor.CborException;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The choice of a version, and what is agreed with it: the same on both sides, whoever computes it
 * (ouroboros-network Protocol.Handshake.Server and .Client, cardano-diffusion NodeToNode.Version
 * acceptableVersion).
 *
 * <p>The greatest common version is chosen, and no lower one when that is not acceptable. Where
 * both sides have our own entry, that is the greatest; what is agreed then is the greatest common
 * version of Cardano's, with the common own numbers.
 */
final class Negotiation {
  private final Offer offer;

  Negotiation(Offer offer) {
    this.offer = offer;
  }

  /** What to make of everything that the other side speaks. */
  Verdict choose(SortedMap<Integer, Term> remote) {
    if (!offer.ownNumbers().isEmpty() && remote.containsKey(VersionNumbers.OWN)) {
      return chooseOwn(remote);
    }
    OptionalInt version = greatestCommon(remote, VersionNumbers.NEWEST);
    return version.isEmpty()
        ? mismatch()
        : accept(version.getAsInt(), remote.get(version.getAsInt()));
  }

  /** What to make of one version of Cardano's with its data. */
  private Verdict accept(int version, Term data) {
    VersionData remote;
    try {
      remote = VersionDataCodec.decode(version, data);
    } catch (CborException e) {
      return unreadable(version, e);
    }
    if (remote.networkMagic() != offer.data().networkMagic()) {
      return otherNetwork(version, remote);
    }
    VersionData agreed = agree(version, remote);
    return new Verdict.Agreement(
        new Agreed(version, agreed, new TreeSet<>()),
        version,
        VersionDataCodec.encode(version, agreed));
  }

  private Verdict chooseOwn(SortedMap<Integer, Term> remote) {
    OwnEntry entry;
    try {
      entry = OwnEntry.decode(remote.get(VersionNumbers.OWN));
    } catch (CborException e) {
      return unreadable(VersionNumbers.OWN, e);
    }
    OptionalInt base = greatestCommon(remote, entry.baseVersion());
    return base.isEmpty() ? mismatch() : accept(entry, base.getAsInt());
  }

  /** What to make of a version that the other side chose of what was proposed to it. */
  Verdict confirm(int version, Term data) {
    if (version == VersionNumbers.OWN) {
      return confirmOwn(data);
    }
    return offer.versions().contains(version) ? accept(version, data) : notProposed(version);
  }

  /** Our own entry as an answer: its base version is the one that was chosen. */
  private Verdict confirmOwn(Term data) {
    OwnEntry entry;
    try {
      entry = OwnEntry.decode(data);
    } catch (CborException e) {
      return unreadable(VersionNumbers.OWN, e);
    }
    return offer.versions().contains(entry.baseVersion())
        ? accept(entry, entry.baseVersion())
        : notProposed(entry.baseVersion());
  }

  private Verdict accept(OwnEntry remote, int base) {
    if (remote.data().networkMagic() != offer.data().networkMagic()) {
      return otherNetwork(VersionNumbers.OWN, remote.data());
    }
    SortedSet<Integer> numbers = new TreeSet<>(offer.ownNumbers());
    numbers.retainAll(remote.numbers());
    VersionData agreed = agree(base, remote.data());
    return new Verdict.Agreement(
        new Agreed(base, agreed, numbers),
        VersionNumbers.OWN,
        new OwnEntry(agreed, base, numbers).encode());
  }

  private OptionalInt greatestCommon(SortedMap<Integer, Term> remote, int most) {
    return offer.versions().stream()
        .mapToInt(Integer::intValue)
        .filter(version -> version <= most && remote.containsKey(version))
        .max();
  }

  private VersionData agree(int version, VersionData remote) {
    VersionData local = offer.data();
    boolean initiatorOnly =
        local.diffusionMode() == DiffusionMode.INITIATOR_ONLY
            || remote.diffusionMode() == DiffusionMode.INITIATOR_ONLY;
    return new VersionData(
        local.networkMagic(),
        initiatorOnly ? DiffusionMode.INITIATOR_ONLY : DiffusionMode.INITIATOR_AND_RESPONDER,
        local.peerSharing() && remote.peerSharing(),
        local.query() || remote.query(),
        version >= VersionNumbers.PERAS_SINCE && local.perasSupport() && remote.perasSupport());
  }

  private Verdict mismatch() {
    List<Long> versions = offer.versions().stream().map(Integer::longValue).toList();
    return new Verdict.Refusal(new RefuseReason.VersionMismatch(versions));
  }

  private Verdict notProposed(int version) {
    return new Verdict.Refusal(
        new RefuseReason.NotAcceptable(
            version, "it was not proposed, proposed were " + offer.versions()));
  }

  private static Verdict unreadable(int version, CborException e) {
    return new Verdict.Refusal(new RefuseReason.DecodeError(version, e.getMessage()));
  }

  private Verdict otherNetwork(int version, VersionData remote) {
    return new Verdict.Refusal(
        new RefuseReason.NotAcceptable(
            version,
            // The other side reads it too, so it says which side it means.
            "version data mismatch: the side that refuses has network magic "
                + offer.data().networkMagic()
                + ", the other "
                + remote.networkMagic()
                + "; both must name the same network (network.magic)"));
  }
}

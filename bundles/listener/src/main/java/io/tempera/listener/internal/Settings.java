package io.tempera.listener.internal;

import io.tempera.bearer.Endpoint;
import java.util.Optional;

/**
 * Where, how many, and how many of whom.
 *
 * @param listen where to listen; empty for nowhere
 * @param accept how many inbound connections there may be
 * @param perAddress how many of them from one address
 * @param reporting how that is said
 * @param pauses when accepting failed
 */
public record Settings(
    Optional<Endpoint> listen,
    AcceptLimits accept,
    AddressLimits perAddress,
    Reporting reporting,
    Pauses pauses) {
  /** With the usual pauses. */
  public Settings(
      Optional<Endpoint> listen,
      AcceptLimits accept,
      AddressLimits perAddress,
      Reporting reporting) {
    this(listen, accept, perAddress, reporting, Pauses.USUAL);
  }

  /**
   * With one limit and no other.
   *
   * @param inboundHardLimit at so many inbound connections no more are accepted; at least 1
   */
  public Settings(Optional<Endpoint> listen, int inboundHardLimit) {
    this(listen, AcceptLimits.hardOnly(inboundHardLimit), AddressLimits.NONE, Reporting.USUAL);
  }
}

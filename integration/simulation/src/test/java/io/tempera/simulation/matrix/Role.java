package io.tempera.simulation.matrix;

import io.tempera.peer.PeerStatus;
import io.tempera.protocol.Temperature;

/** What a node is to the one in the centre, on which mini-protocols are swapped. */
enum Role {
  /** Each has the other as a hot peer, on one connection. */
  BOTH_HOT(PeerStatus.HOT, PeerStatus.HOT, PeerStatus.HOT),
  /** A hot peer of the centre. */
  ASKED_HOT(PeerStatus.HOT, PeerStatus.COLD, PeerStatus.HOT),
  /** A warm peer of the centre. */
  ASKED_WARM(PeerStatus.WARM, PeerStatus.COLD, PeerStatus.WARM),
  /** Has the centre as a hot peer. */
  ASKS_HOT(PeerStatus.COLD, PeerStatus.HOT, PeerStatus.COLD),
  /** Has the centre as a warm peer. */
  ASKS_WARM(PeerStatus.COLD, PeerStatus.WARM, PeerStatus.COLD),
  /** A peer of the centre that is being established. */
  COMES(PeerStatus.COLD, PeerStatus.COLD, PeerStatus.WARM),
  /** A warm peer of the centre that has just become hot. */
  GOES_UP(PeerStatus.HOT, PeerStatus.COLD, PeerStatus.HOT),
  /** A hot peer of the centre that is being demoted. */
  GOES_DOWN(PeerStatus.HOT, PeerStatus.COLD, PeerStatus.WARM),
  /** A warm peer of the centre that is being closed. */
  GOES(PeerStatus.WARM, PeerStatus.COLD, PeerStatus.COLD);

  private final PeerStatus asked;
  private final PeerStatus asks;
  private final PeerStatus later;

  /**
   * A role.
   *
   * @param asked what it is to the centre in the moment of the swap
   * @param asks what the centre is to it, from before to after
   * @param later what it is to the centre when all has come to rest
   */
  Role(PeerStatus asked, PeerStatus asks, PeerStatus later) {
    this.asked = asked;
    this.asks = asks;
    this.later = later;
  }

  /** Its host; the centre's is 0. */
  int host() {
    return ordinal() + 1;
  }

  /** Whether it only is what it is, and neither comes nor goes. */
  boolean isSteady() {
    return asks != PeerStatus.COLD || asked == later && this != GOES_UP;
  }

  boolean isAsked() {
    return asked != PeerStatus.COLD || later != PeerStatus.COLD;
  }

  boolean asks() {
    return asks != PeerStatus.COLD;
  }

  /** What it is to the centre in the moment of the swap. */
  PeerStatus asked() {
    return asked;
  }

  /** What the centre is to it. */
  PeerStatus statusOfCentre() {
    return asks;
  }

  /** What it is to the centre later, when nothing else comes of the swap. */
  PeerStatus later() {
    return later;
  }

  /** Whether the centre's initiator runs in the moment of the swap. */
  boolean initiatorRuns(Temperature of) {
    return runs(of, asked);
  }

  /** Whether the centre's responder runs in the moment of the swap. */
  boolean responderRuns(Temperature of) {
    return runs(of, asks);
  }

  /** Whether the centre's initiator says nothing, and will not. */
  boolean initiatorIsQuiet(Temperature of) {
    return isQuiet(of, later);
  }

  /** Whether the centre's responder is asked nothing. */
  boolean responderIsQuiet(Temperature of) {
    return isQuiet(of, asks);
  }

  private static boolean runs(Temperature of, PeerStatus status) {
    return of == Temperature.HOT ? status == PeerStatus.HOT : status != PeerStatus.COLD;
  }

  private static boolean isQuiet(Temperature of, PeerStatus status) {
    return of == Temperature.WARM && status == PeerStatus.HOT;
  }
}

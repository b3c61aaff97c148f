package io.tempera.shell.internal;

import io.tempera.connection.ConnectionState;
import io.tempera.inbound.RemoteState;
import io.tempera.mux.Direction;
import io.tempera.peer.PeerStatus;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.SlotView;
import io.tempera.protocol.Temperature;
import java.util.List;
import java.util.Optional;

/** What states mean, in a clause each. */
final class Meaning {
  private Meaning() {}

  /** The connection manager's. */
  static String of(ConnectionState state) {
    return switch (state) {
      case UNKNOWN -> "it is gone";
      case RESERVED_OUTBOUND -> "this node dials it";
      case UNNEGOTIATED_IN -> "the remote side opened it, and the versions are being negotiated";
      case UNNEGOTIATED_OUT -> "this node opened it, and the versions are being negotiated";
      case INBOUND_IDLE_UNI ->
          "nobody uses it; the remote side alone may, and has a while to begin";
      case INBOUND_IDLE_DUP -> "nobody uses it; either side may begin";
      case INBOUND_UNI -> "the remote side uses it; this node may not";
      case INBOUND_DUP -> "the remote side uses it; this node may, too";
      case OUTBOUND_UNI -> "this node uses it; the remote side may not";
      case OUTBOUND_DUP_TICKING -> "this node uses it; the remote side has a while to begin";
      case OUTBOUND_DUP_EXPIRED ->
          "this node uses it; the remote side has let its time pass, and may still begin";
      case OUTBOUND_IDLE_UNI -> "this node is done with it, and closes it in a moment";
      case OUTBOUND_IDLE_DUP ->
          "this node is done with it, and closes it in a moment unless the remote side begins";
      case DUPLEX -> "both sides use it";
      case TERMINATING -> "it is closed, and its address is not dialled again for a while";
      case TERMINATED -> "it is closed, and about to be forgotten";
    };
  }

  /**
   * What this node makes of the peer.
   *
   * @param slots the halves of the connection's mini-protocols, which tell what hot means there
   */
  static String of(PeerStatus status, List<SlotView> slots) {
    return switch (status) {
      case COLD -> "this node does not use it as initiator";
      case COOLING -> "this node is done with it, but the connection is not gone yet";
      case WARM -> "this node runs the established and the warm mini-protocols as initiator";
      case HOT -> hot(slots);
    };
  }

  private static String hot(List<SlotView> slots) {
    List<SlotView> hot = initiators(slots, Temperature.HOT);
    if (hot.isEmpty()) {
      return "this node has activated it, but there is no hot mini-protocol to run";
    }
    if (hot.stream().anyMatch(view -> view.control() == ControlMessage.TERMINATE)) {
      return "it is being deactivated: this node has asked the hot mini-protocols to end";
    }
    return "this node runs the hot mini-protocols, too"
        + (initiators(slots, Temperature.WARM).isEmpty() ? "" : "; the warm ones are quiet");
  }

  /** What a slot is doing, where that needs more than its word. */
  static Optional<String> of(SlotView slot) {
    return switch (slot.kind()) {
      case HANDING_OVER ->
          Optional.of(
              "its half was asked to stop where another implementation can carry on, and has not"
                  + " come there yet");
      case RESTARTING ->
          Optional.of(
              "its half was asked to end, and another implementation starts again: there is nothing"
                  + " from where it could carry on");
      case PARKED ->
          Optional.of(
              "no half runs, as nothing can carry on: deploy a bundle that can. What arrives is kept."
                  + " After withdrawal.grace "
                  + switch (slot.key().direction()) {
                    case INITIATOR -> "it ends";
                    case RESPONDER -> "the next byte for it closes the connection";
                  });
      case LEAVING ->
          Optional.of(
              "its bundle is going, and it could not be handed over: the connection is closed");
      case IDLE, STARTING, WAITING, RUNNING, DRAINING, ENDED -> Optional.empty();
    };
  }

  private static List<SlotView> initiators(List<SlotView> slots, Temperature temperature) {
    return slots.stream()
        .filter(view -> view.key().direction() == Direction.INITIATOR)
        .filter(view -> view.temperature() == temperature)
        .toList();
  }

  /** What the remote side makes of this node. */
  static String of(RemoteState state) {
    return switch (state) {
      case IDLE -> "it runs no mini-protocol as initiator, and its time to begin is running";
      case COLD -> "it runs none and its time is over; the connection stays for this node's sake";
      case WARM -> "it runs mini-protocols as initiator, none of them hot";
      case HOT -> "it runs hot mini-protocols as initiator";
    };
  }
}

package io.tempera.peer.state.actions.internal;

import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import java.util.List;

/** Who asks for one operation in an exploration: two at most, told from each other by a number. */
enum Asker {
  ESTABLISH(1),
  ACTIVATE(3),
  DEACTIVATE(5),
  CLOSE(7);

  private final long first;

  Asker(long first) {
    this.first = first;
  }

  static Asker of(long caller) {
    return values()[(int) (caller - 1) / 2];
  }

  /** The first so many. */
  List<Long> first(int count) {
    return switch (count) {
      case 0 -> List.of();
      case 1 -> List.of(first);
      default -> List.of(first, first + 1);
    };
  }

  /** These, as bits of {@link World#waiting}. */
  static int bits(List<Long> callers) {
    int bits = 0;
    for (long caller : callers) {
      bits |= 1 << caller;
    }
    return bits;
  }

  int waiting(World world) {
    return (world.waiting >> first & 1) + (world.waiting >> first + 1 & 1);
  }

  /** One more waits. */
  PeerEvent asks(World world) {
    long caller = (world.waiting >> first & 1) == 0 ? first : first + 1;
    world.waiting |= 1 << caller;
    return switch (this) {
      case ESTABLISH ->
          new PeerEvent.Establish(
              caller, DiffusionMode.INITIATOR_AND_RESPONDER, Provenance.OUTBOUND);
      case ACTIVATE -> new PeerEvent.Activate(caller);
      case DEACTIVATE -> new PeerEvent.Deactivate(caller);
      case CLOSE -> new PeerEvent.Close(caller);
    };
  }

  /** One of those who wait is interrupted. */
  PeerEvent leaves(World world) {
    long caller = (world.waiting >> first & 1) == 1 ? first : first + 1;
    world.waiting &= ~(1 << caller);
    return new PeerEvent.Interrupted(caller);
  }
}

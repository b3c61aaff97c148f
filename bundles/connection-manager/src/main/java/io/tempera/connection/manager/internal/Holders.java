package io.tempera.connection.manager.internal;

import io.tempera.connection.ConnectionState;
import io.tempera.connection.Holder;
import io.tempera.connection.Holder.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Why an entry is there, in each state. Who holds it on from one state to the next began before.
 */
final class Holders {
  private Holders() {}

  /**
   * After a change of the state.
   *
   * @param lingers in TERMINATING: whether there is a time-wait
   */
  static List<Holder> after(
      List<Holder> before, ConnectionState state, boolean lingers, Instant now) {
    List<Holder> after = new ArrayList<>();
    for (Kind kind : kinds(state, lingers)) {
      after.add(new Holder(kind, since(before, kind, now)));
    }
    return after;
  }

  private static Instant since(List<Holder> before, Kind kind, Instant now) {
    for (Holder holder : before) {
      if (holder.kind() == kind) {
        return holder.since();
      }
    }
    return now;
  }

  private static List<Kind> kinds(ConnectionState state, boolean lingers) {
    return switch (state) {
      case UNKNOWN, TERMINATED -> List.of();
      case RESERVED_OUTBOUND -> List.of(Kind.DIALLING);
      case UNNEGOTIATED_IN, UNNEGOTIATED_OUT -> List.of(Kind.HANDSHAKE);
      case INBOUND_IDLE_UNI, INBOUND_IDLE_DUP -> List.of(Kind.REMOTE_IDLE_TIME);
      case INBOUND_UNI, INBOUND_DUP -> List.of(Kind.REMOTE_USE);
      case OUTBOUND_UNI, OUTBOUND_DUP_EXPIRED -> List.of(Kind.LOCAL_USE);
      case OUTBOUND_DUP_TICKING -> List.of(Kind.LOCAL_USE, Kind.REMOTE_IDLE_TIME);
      case OUTBOUND_IDLE_UNI, OUTBOUND_IDLE_DUP -> List.of(Kind.OUTBOUND_IDLE_TIME);
      case DUPLEX -> List.of(Kind.LOCAL_USE, Kind.REMOTE_USE);
      case TERMINATING -> List.of(lingers ? Kind.TIME_WAIT : Kind.CLOSING);
    };
  }
}

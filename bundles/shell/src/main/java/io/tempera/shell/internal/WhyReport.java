package io.tempera.shell.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionView;
import io.tempera.connection.Holder;
import io.tempera.inbound.RemoteState;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerStatus;
import io.tempera.protocol.Position;
import io.tempera.protocol.SlotView;
import io.tempera.runtime.Clock;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why one connection is open: who holds it, what its states mean, what each mini-protocol is at,
 * and what became of it lately. Does not block.
 */
final class WhyReport {
  private static final String NO_PROTOCOL = "It runs no mini-protocol.";

  private final NodeView node;
  private final Clock clock;
  private final ZoneId zone;
  private final Histories histories;
  private final EndedPeers endedPeers;

  @Inject
  WhyReport(NodeView node, Clock clock, ZoneId zone, Histories histories, EndedPeers endedPeers) {
    this.histories = histories;
    this.endedPeers = endedPeers;
    this.node = node;
    this.clock = clock;
    this.zone = zone;
  }

  /** The connection that is meant; one that has ended is found while its history is kept. */
  String text(String name) {
    List<ConnectionView> connections = node.connections().require().connections();
    Optional<ConnectionId> ended = endedPeers.named(name);
    if (ended.isPresent()) {
      return SafeText.of(ended.get() + " is not open any more" + endedPeers.reason(ended.get()))
          + history(histories.ofEnded(ended.get()));
    }
    ConnectionView view = PeerName.find(name, connections, PeerDetail::idOf);
    return String.join("\n\n", holders(view), states(view), table(slots(view), names(connections)))
        + history(
            view.connectionId()
                .map(histories::of)
                .orElseGet(() -> histories.ofBeginning(view.remote())));
  }

  private String holders(ConnectionView view) {
    Instant now = clock.wallTime();
    List<String> lines = new ArrayList<>();
    lines.add(PeerDetail.title(view) + " is there, because");
    for (Holder holder : view.holders()) {
      lines.add(
          "  "
              + holder.kind().text()
              + ", since "
              + Human.timeOfDay(holder.since(), zone)
              + " ("
              + Human.age(holder.since(), now)
              + ")");
    }
    return String.join("\n", lines.stream().map(SafeText::of).toList());
  }

  private String states(ConnectionView view) {
    TextTable table = new TextTable("STATES", "", "MEANING");
    table.row("connection", view.state().name(), Meaning.of(view.state()));
    List<SlotView> slots = slots(view);
    ours(view).ifPresent(status -> table.row("ours", status.name(), Meaning.of(status, slots)));
    theirs(view).ifPresent(state -> table.row("theirs", state.name(), Meaning.of(state)));
    for (SlotView slot : slots) {
      Meaning.of(slot)
          .ifPresent(meaning -> table.row(slot.key().toString(), slot.state(), meaning));
    }
    return table.text();
  }

  private Optional<PeerStatus> ours(ConnectionView view) {
    return node.peers()
        .get()
        .map(
            actions ->
                actions.peers().stream()
                    .filter(peer -> peer.connectionId().equals(PeerDetail.idOf(view)))
                    .findFirst()
                    .map(PeerConnectionHandle::status)
                    .orElse(PeerStatus.COLD));
  }

  private Optional<RemoteState> theirs(ConnectionView view) {
    return node.inbound().get().map(governor -> governor.remoteStates().get(PeerDetail.idOf(view)));
  }

  private static List<SlotView> slots(ConnectionView view) {
    return view.handle().map(handle -> handle.slots().views()).orElse(List.of());
  }

  /** Mini-protocols say their names only while they run, on whichever connection. */
  private static Map<Integer, String> names(List<ConnectionView> connections) {
    return connections.stream()
        .flatMap(view -> slots(view).stream())
        .filter(view -> view.reached().isPresent())
        .collect(
            Collectors.toMap(
                view -> view.key().number(),
                view -> view.reached().get().position().protocol(),
                (one, another) -> one));
  }

  private String table(List<SlotView> views, Map<Integer, String> names) {
    TextTable table = new TextTable("MINI-PROTOCOL", "TEMPERATURE", "SLOT", "ASKED TO", "IT IS AT");
    for (SlotView view : views) {
      table.row(
          (name(view, names) + " " + view.key()).strip(),
          view.temperature().name(),
          view.state(),
          isAsked(view) ? view.control().name() : PeerReport.NONE,
          view.reached().map(at -> position(view.key(), at)).orElse(PeerReport.NONE));
    }
    return table.isEmpty() ? NO_PROTOCOL : table.text();
  }

  /** The name that it says itself, or else the one that others of its number do. */
  private static String name(SlotView view, Map<Integer, String> names) {
    return view.reached()
        .map(at -> at.position().protocol())
        .orElseGet(() -> names.getOrDefault(view.key().number(), ""));
  }

  /** Nobody asks anything of responders, nor of an initiator that was never started. */
  private static boolean isAsked(SlotView view) {
    return view.key().direction() == Direction.INITIATOR && view.kind() != SlotView.Kind.IDLE;
  }

  /** For example {@code StClient, we have agency, for 12 s}. */
  private String position(ProtocolKey key, SlotView.Reached reached) {
    Position at = reached.position();
    return at.state()
        + at.agency()
            .map(turn -> turn == key.direction() ? ", we have agency" : ", they have agency")
            .orElse(", over")
        + ", for "
        + Human.age(reached.since(), clock.wallTime());
  }

  private String history(List<History.Entry> entries) {
    if (entries.isEmpty()) {
      return "\n\nNothing that became of it was seen: the shell is younger than it.";
    }
    TextTable table = new TextTable("LAST TRANSITIONS", ">AGO", "");
    Instant now = clock.wallTime();
    for (History.Entry entry : entries) {
      table.row(Human.timeOfDay(entry.when(), zone), Human.age(entry.when(), now), entry.what());
    }
    return "\n\n" + table.text();
  }
}

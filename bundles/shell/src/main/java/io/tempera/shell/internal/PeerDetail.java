package io.tempera.shell.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionView;
import io.tempera.connection.Provenance;
import io.tempera.handshake.Agreed;
import io.tempera.inbound.RemoteState;
import io.tempera.mux.DelaySample;
import io.tempera.mux.MuxCounters;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.protocol.SlotView;
import io.tempera.runtime.Clock;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The facts and counters of one connection; {@link WhyReport} has the reasons. Does not block. */
final class PeerDetail {
  private final NodeView node;
  private final Clock clock;
  private final EndedPeers ended;

  @Inject
  PeerDetail(NodeView node, Clock clock, EndedPeers ended) {
    this.ended = ended;
    this.node = node;
    this.clock = clock;
  }

  /** The connection that is meant. */
  String text(String name) {
    List<ConnectionView> connections = node.connections().require().connections();
    ended
        .named(name)
        .ifPresent(
            id -> {
              throw ended.refusal(id);
            });
    ConnectionView view = PeerName.find(name, connections, PeerDetail::idOf);
    TextTable facts = new TextTable("CONNECTION", SafeText.of(title(view)));
    facts.row("state", view.state().name());
    facts.row("opened by", PeerReport.provenance(view).map(PeerDetail::opener).orElse("-"));
    facts.row("ours", ours(view));
    facts.row("theirs", theirs(view));
    view.handle().ifPresent(handle -> add(facts, handle));
    return facts.text()
        + view.handle().map(handle -> "\n\n" + slots(handle.slots().views())).orElse("")
        + "\n\ntempera:why "
        + SafeText.of(view.connectionId().map(PeerName::quoted).orElseGet(() -> title(view)))
        + " says why it is open, and what became of it.";
  }

  /** An entry that has no local address yet is known by its remote one alone. */
  static ConnectionId idOf(ConnectionView view) {
    return view.connectionId().orElseGet(() -> new ConnectionId(view.remote(), view.remote()));
  }

  /** As people write it, for which either address will do while there is only one. */
  static String title(ConnectionView view) {
    return view.connectionId()
        .map(ConnectionId::toString)
        .orElseGet(() -> ConnectionId.text(view.remote()));
  }

  private static String opener(Provenance provenance) {
    return provenance == Provenance.INBOUND ? "the remote side" : "this node";
  }

  private void add(TextTable facts, ConnectionHandle handle) {
    Agreed agreed = handle.agreed();
    MuxCounters counters = handle.mux().counters();
    facts.row(
        "opened",
        handle.openedAt() + ", " + Human.age(handle.openedAt(), clock.wallTime()) + " ago");
    facts.row(
        "agreed",
        "version "
            + agreed.version()
            + ", "
            + agreed.dataFlow()
            + ", network magic "
            + agreed.data().networkMagic()
            + (agreed.data().peerSharing() ? ", peer sharing" : "")
            + (agreed.ownNumbers().isEmpty() ? "" : ", own numbers " + agreed.ownNumbers()));
    facts.row("round trip", handle.slots().roundTrip().map(Human::duration).orElse("-"));
    facts.row("delay", handle.mux().delay().map(PeerDetail::delay).orElse("-"));
    facts.row(
        "received",
        traffic(counters.bytesIn(), counters.sdusIn(), counters.ingressQueued(), "not yet taken"));
    facts.row(
        "sent",
        traffic(counters.bytesOut(), counters.sdusOut(), counters.egressQueued(), "not yet sent"));
  }

  private static String delay(DelaySample sample) {
    return Human.duration(sample.mean())
        + " above the quickest frame on average, "
        + Human.duration(sample.longest())
        + " at most; "
        + sample.sdus()
        + " SDUs in "
        + Human.duration(sample.over());
  }

  private static String traffic(long bytes, long sdus, long queued, String what) {
    return Human.bytes(bytes) + " in " + sdus + " SDUs; " + Human.bytes(queued) + " " + what;
  }

  private String ours(ConnectionView view) {
    return node.peers()
        .get()
        .map(
            actions ->
                actions.peers().stream()
                    .filter(peer -> peer.connectionId().equals(idOf(view)))
                    .findFirst()
                    .map(this::status)
                    .orElse("COLD"))
        .orElse("-");
  }

  private String status(PeerConnectionHandle peer) {
    return peer.status()
        + peer.promotedHotTime()
            .map(since -> ", for " + Human.age(since, clock.wallTime()))
            .orElse("");
  }

  private String theirs(ConnectionView view) {
    Optional<RemoteState> state =
        node.inbound().get().map(governor -> governor.remoteStates().get(idOf(view)));
    return state.map(RemoteState::name).orElse("-");
  }

  private static String slots(List<SlotView> views) {
    TextTable table = new TextTable("MINI-PROTOCOL", "TEMPERATURE", ">QUEUED", "BUNDLE");
    for (SlotView view : views) {
      table.row(
          view.key().toString(),
          view.temperature().name(),
          Human.bytes(view.queued()),
          view.bundle());
    }
    String meanings =
        views.stream()
            .flatMap(
                view ->
                    Meaning.of(view).stream()
                        .map(meaning -> view.key() + " is " + view.state() + ": " + meaning + "."))
            .map(sentence -> "\n" + SafeText.of(sentence))
            .collect(Collectors.joining());
    return table.isEmpty() ? "It runs no mini-protocol." : table.text() + meanings;
  }
}

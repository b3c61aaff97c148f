package io.tempera.shell.internal;

import io.tempera.protocol.HandOvers;
import io.tempera.protocol.HandOvers.Totals;
import io.tempera.protocol.HostedProtocol;
import io.tempera.protocol.ProtocolHost;
import io.tempera.protocol.ProtocolTrace;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The mini-protocols of the node. Does not block. */
final class ProtocolReport {
  private final NodeView node;
  private final Vacancies vacancies;

  @Inject
  ProtocolReport(NodeView node, Vacancies vacancies) {
    this.node = node;
    this.vacancies = vacancies;
  }

  /** Those that are there, went, were rejected, or are missing, and what was handed over. */
  String text() {
    ProtocolHost host = node.protocols().require();
    List<String> parts = new ArrayList<>();
    parts.add(implementations(host.protocols(), Vacancies.of(host)));
    handOvers(host.handOvers()).ifPresent(table -> parts.add("\n" + table + "\n"));
    parts.addAll(vacancies.sentences(host));
    for (ProtocolTrace.Rejected rejected : host.rejected()) {
      parts.add(SafeText.of("Rejected: " + rejected.bundle() + ": " + rejected.reason()));
    }
    Waiting.sentence(node).ifPresent(parts::add);
    return String.join("\n", parts).stripTrailing();
  }

  private static String implementations(List<HostedProtocol> protocols, List<HandOvers> vacant) {
    SortedMap<Integer, List<HostedProtocol>> byNumber =
        protocols.stream()
            .collect(
                Collectors.groupingBy(HostedProtocol::number, TreeMap::new, Collectors.toList()));
    vacant.forEach(of -> byNumber.put(of.number(), List.of()));
    TextTable table =
        new TextTable(
            ">NUMBER",
            "TEMPERATURE",
            "STARTS",
            ">LIMIT",
            "BUNDLE",
            ">RANKING",
            "CHOSEN",
            ">RUNNING");
    byNumber.forEach(
        (number, all) -> {
          if (all.isEmpty()) {
            vacant(table, number);
          }
          all.forEach(protocol -> implementation(table, protocol));
        });
    return table.isEmpty() ? "No mini-protocol is published." : table.text();
  }

  private static void implementation(TextTable table, HostedProtocol protocol) {
    table.row(
        Integer.toString(protocol.number()),
        protocol.temperature().name(),
        protocol.responderStart().name(),
        Human.bytes(protocol.ingressLimit()),
        protocol.bundle(),
        Integer.toString(protocol.ranking()),
        protocol.chosen() ? "yes" : "no",
        Integer.toString(protocol.running()));
  }

  private static void vacant(TextTable table, int number) {
    String none = PeerReport.NONE;
    table.row(Integer.toString(number), none, none, none, "no bundle", none, none, none);
  }

  /** Of the numbers of which anything was to be handed over yet. */
  private static Optional<String> handOvers(List<HandOvers> all) {
    TextTable table =
        new TextTable(
            ">NUMBER", ">HANDED OVER", ">STARTED AGAIN", ">WAITING", ">PARKED", ">FAILED");
    all.stream()
        .filter(of -> of.waiting() + of.parked() > 0 || !of.totals().equals(Totals.NONE))
        .sorted(Comparator.comparingInt(HandOvers::number))
        .forEach(
            of ->
                table.row(
                    Integer.toString(of.number()),
                    Long.toString(of.totals().handedOver()),
                    Long.toString(of.totals().restarted()),
                    Integer.toString(of.waiting()),
                    Integer.toString(of.parked()),
                    Long.toString(of.totals().failed())));
    return table.isEmpty() ? Optional.empty() : Optional.of(table.text());
  }
}

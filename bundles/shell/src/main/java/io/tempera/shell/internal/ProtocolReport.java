package io.tempera.shell.internal;

import io.tempera.protocol.HostedProtocol;
import io.tempera.protocol.ProtocolHost;
import io.tempera.protocol.ProtocolTrace;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** The mini-protocols of the node. Does not block. */
final class ProtocolReport {
  private final NodeView node;

  @Inject
  ProtocolReport(NodeView node) {
    this.node = node;
  }

  /** Those that are there, were rejected, or are missing. */
  String text() {
    ProtocolHost host = node.protocols().require();
    List<String> parts = new ArrayList<>();
    parts.add(published(host.protocols()));
    for (ProtocolTrace.Rejected rejected : host.rejected()) {
      parts.add(SafeText.of("Rejected: " + rejected.bundle() + ": " + rejected.reason()));
    }
    Waiting.sentence(node).ifPresent(parts::add);
    return String.join("\n", parts);
  }

  private static String published(List<HostedProtocol> protocols) {
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
    for (HostedProtocol protocol : protocols) {
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
    return table.isEmpty() ? "No mini-protocol is published." : table.text();
  }
}

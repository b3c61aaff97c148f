package io.tempera.shell.internal;

import io.tempera.protocol.ProtocolHost;
import java.util.Optional;

/** What the node waits for before it listens or dials. */
final class Waiting {
  private Waiting() {}

  /** A sentence, while there is something. */
  static Optional<String> sentence(NodeView node) {
    return node.protocols()
        .get()
        .map(ProtocolHost::missing)
        .filter(missing -> !missing.isEmpty())
        .map(
            missing ->
                "The node neither listens nor dials before there is a bundle for mini-protocol "
                    + Human.list(missing)
                    + ": deploy one (tempera:protocols lists those that are there).");
  }
}

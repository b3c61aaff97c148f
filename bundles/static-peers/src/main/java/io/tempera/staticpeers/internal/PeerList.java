package io.tempera.staticpeers.internal;

import io.tempera.bearer.Endpoint;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The peers as the operator names them. */
final class PeerList {
  /** As many as a node of the reference establishes at the most (PeerSelection.Governor.Types). */
  static final int MOST = 1_000;

  private static final String KEY = "peers";

  private PeerList() {}

  /**
   * Reads a list: entries separated by commas or white space; one that is named twice counts once.
   *
   * @throws IllegalArgumentException with a sentence that names the key and the entry
   */
  static List<Endpoint> parse(String text) {
    Set<Endpoint> peers = new LinkedHashSet<>();
    for (String entry : text.trim().split("[,\\s]+")) {
      if (!entry.isEmpty()) {
        peers.add(endpoint(entry));
      }
    }
    if (peers.size() > MOST) {
      throw new IllegalArgumentException(
          KEY + " names " + peers.size() + " peers; name at most " + MOST);
    }
    return List.copyOf(peers);
  }

  private static Endpoint endpoint(String entry) {
    try {
      return Endpoint.parseRemote(entry);
    } catch (IllegalArgumentException e) {
      // Without the cause, which does not name the key: operators are shown the innermost one.
      throw new IllegalArgumentException(KEY + ": " + e.getMessage());
    }
  }
}

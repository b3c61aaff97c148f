package io.tempera.connection.manager.internal;

import io.tempera.handshake.VersionData;
import io.tempera.mux.ProtocolKey;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Reads the settings as the operator writes them. */
final class SettingsReader {
  /** How many own numbers fit comfortably into a proposal of 5 760 bytes. */
  static final int MOST_OWN_PROTOCOLS = 128;

  private static final int MOST_JUDGMENTS = 1_000_000;

  /** Numbers 0 and 1 are taken. */
  private static final int LEAST_NUMBER = 2;

  /**
   * Numbers that mean something else to every node (cardano-diffusion NodeToNode; 5, 6, 7 and 9 are
   * node-to-client's).
   */
  private static final List<Integer> CARDANOS = List.of(2, 3, 4, 5, 6, 7, 8, 9, 10, 16, 17);

  private SettingsReader() {}

  /**
   * The settings.
   *
   * @throws IllegalArgumentException with a sentence that names the key
   */
  static Settings read(NodeConfig node, ManagerConfig manager) {
    boolean initiatorOnly = Values.flag("initiator.only", node.initiator_only());
    boolean peerSharing = Values.flag("peer.sharing", node.peer_sharing());
    if (initiatorOnly && peerSharing) {
      throw Values.refused(
          "peer.sharing",
          node.peer_sharing(),
          "initiator.only is true as well, and a node that answers nobody shares no peers; set one"
              + " of the two to false");
    }
    return new Settings(
        Values.number("network.magic", node.network_magic(), 0, VersionData.MAX_MAGIC),
        versions(node.versions()),
        initiatorOnly,
        peerSharing,
        ownProtocols(node.own_protocols()),
        Values.seconds("outbound.idle.timeout", manager.outbound_idle_timeout()),
        Values.seconds("time.wait.timeout", manager.time_wait_timeout()),
        Values.positiveSeconds("connect.timeout", manager.connect_timeout()),
        Values.seconds("close.timeout", manager.close_timeout()),
        (int) Values.number("judgments.limit", manager.judgments_limit(), 1, MOST_JUDGMENTS),
        (int)
            Values.number(
                "inbound.hard.limit", manager.inbound_hard_limit(), 1, Integer.MAX_VALUE));
  }

  private static SortedSet<Integer> ownProtocols(String text) {
    SortedSet<Integer> numbers =
        Values.numbers(
            "own.protocols", text, LEAST_NUMBER, ProtocolKey.MAX_NUMBER, MOST_OWN_PROTOCOLS);
    SortedSet<Integer> taken = new TreeSet<>(CARDANOS);
    taken.retainAll(numbers);
    if (!taken.isEmpty()) {
      throw Values.refused(
          "own.protocols",
          text,
          "leave out "
              + taken
              + ", which Cardano's own mini-protocols have; those run without being named here");
    }
    return numbers;
  }

  private static SortedSet<Integer> versions(String text) {
    SortedSet<Integer> versions = Values.numbers("versions", text, 0, 1_000, 16);
    if (versions.isEmpty() || !Settings.KNOWN_VERSIONS.containsAll(versions)) {
      throw Values.refused(
          "versions", text, "give one or more of " + Settings.KNOWN_VERSIONS + ", such as 14,15");
    }
    return versions;
  }
}

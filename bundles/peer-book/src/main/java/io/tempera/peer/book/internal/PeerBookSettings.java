package io.tempera.peer.book.internal;

import io.tempera.bearer.Endpoint;
import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the operator decides.
 *
 * @param file what keeps the learned peers; empty for memory only
 * @param known peers that others may be told of, at most {@value #MOST_KNOWN}
 * @param mostPeers how many learned peers are kept, 1 to {@value #LARGEST_BOOK}
 * @param askInterval how often each peer is asked, 1 s to {@link #LONGEST_INTERVAL}; zero for never
 * @param askFor how many peers one is asked for at a time, 1 to {@value #MOST_ASKED}
 * @param shareMost how many peers one is told of at a time, 0 to {@value #MOST_ASKED}
 */
public record PeerBookSettings(
    Optional<Path> file,
    List<Endpoint.Host> known,
    int mostPeers,
    Duration askInterval,
    int askFor,
    int shareMost) {
  /** As many as a node of the reference knows at the most (PeerSelection.Governor.Types). */
  static final int MOST_PEERS = 1_000;

  /**
   * Seconds: two thirds of the reference's, 900 (PeerSelection.Governor, policyPeerShareRetryTime).
   */
  static final double ASK_INTERVAL_SECONDS = 600;

  /** As many as a node of the reference tells at the most. */
  static final int ASK_FOR = 10;

  /** As the reference (PeerSharing, ps_POLICY_PEER_SHARE_MAX_PEERS). */
  static final int SHARE_MOST = 10;

  private static final int MOST_KNOWN = 1_000;
  private static final int LARGEST_BOOK = 100_000;
  private static final int MOST_ASKED = 255;
  private static final Duration LONGEST_INTERVAL = Duration.ofDays(7);
  private static final double NANOS_PER_SECOND = 1e9;

  /** In memory, with all else as it is by default. */
  public static final PeerBookSettings DEFAULTS =
      new PeerBookSettings(
          Optional.empty(),
          List.of(),
          MOST_PEERS,
          Duration.ofSeconds((long) ASK_INTERVAL_SECONDS),
          ASK_FOR,
          SHARE_MOST);

  /**
   * Checks the ranges.
   *
   * @throws TemperaException with a sentence that names the key
   */
  public PeerBookSettings {
    known = List.copyOf(known);
    within("known", known.size(), 0, MOST_KNOWN, "peers");
    within("most.peers", mostPeers, 1, LARGEST_BOOK, "peers");
    within("ask.for", askFor, 1, MOST_ASKED, "peers");
    within("share.most", shareMost, 0, MOST_ASKED, "peers");
    if (!askInterval.isZero()) {
      boolean fits =
          askInterval.compareTo(Duration.ofSeconds(1)) >= 0
              && askInterval.compareTo(LONGEST_INTERVAL) <= 0;
      if (!fits) {
        throw refused(
            "ask.interval is 0 (never), or 1 to "
                + LONGEST_INTERVAL.toSeconds()
                + " seconds; it says "
                + askInterval.toMillis() / 1_000.0);
      }
    }
  }

  /** Reads what the operator writes. */
  static PeerBookSettings of(PeerBookConfig config) {
    // Above every limit, and without the overflow that a really large number would bring.
    double seconds = Math.min(config.ask_interval(), 2.0 * LONGEST_INTERVAL.toSeconds());
    return new PeerBookSettings(
        path(config.file().strip()),
        hosts(config.known()),
        config.most_peers(),
        Duration.ofNanos((long) (seconds * NANOS_PER_SECOND)),
        config.ask_for(),
        config.share_most());
  }

  private static void within(String key, int value, int least, int most, String unit) {
    if (value < least || value > most) {
      throw refused(key + " is " + least + " to " + most + " " + unit + "; it says " + value);
    }
  }

  private static Optional<Path> path(String text) {
    try {
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(Path.of(text).toAbsolutePath().normalize());
    } catch (InvalidPathException invalid) {
      throw refused("file is a path, which '" + text + "' is not");
    }
  }

  private static List<Endpoint.Host> hosts(String text) {
    Set<Endpoint.Host> hosts = new LinkedHashSet<>();
    for (String entry : text.strip().split("[,\\s]+")) {
      if (!entry.isEmpty()) {
        hosts.add(host(entry));
      }
    }
    return List.copyOf(hosts);
  }

  private static Endpoint.Host host(String entry) {
    try {
      if (Endpoint.parseRemote(entry) instanceof Endpoint.Host host) {
        return host;
      }
    } catch (IllegalArgumentException e) {
      throw refused("known: " + e.getMessage());
    }
    throw refused("known: '" + entry + "' is of this machine only; write host:port");
  }

  private static TemperaException refused(String what) {
    return new TemperaException(FailureCategory.CONFIGURATION, PeerBookConfig.PID + ": " + what);
  }
}

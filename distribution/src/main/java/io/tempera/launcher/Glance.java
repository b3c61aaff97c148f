package io.tempera.launcher;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A node at one moment, as its shell tells it.
 *
 * @param tip where its chain ends; empty while it has no block
 * @param peers its connections
 */
record Glance(Optional<Tip> tip, List<Peer> peers) {
  private static final Pattern TIP =
      Pattern.compile("^tip +block (\\d+) at (\\d+)\\.(\\p{XDigit}+)");

  /** The columns of {@code tempera:peers}. */
  private static final int REMOTE = 0;

  private static final int DIRECTION = 2;
  private static final int OURS = 4;
  private static final int THEIRS = 5;

  /**
   * The end of a chain.
   *
   * @param number of its last block
   * @param slot of it, unsigned
   * @param hash of it, in hexadecimal digits
   */
  record Tip(long number, String slot, String hash) {
    private static final int SHOWN = 12;

    /** With as much of the hash as tells it from others. */
    @Override
    public String toString() {
      String shown = hash.substring(0, Math.min(SHOWN, hash.length()));
      return "tip " + number + " at slot " + slot + " (" + shown + "...)";
    }
  }

  /**
   * One connection.
   *
   * @param address of the remote side
   * @param dialled whether this node opened it
   * @param temperature the one that the side which opened it has given to the other
   */
  record Peer(String address, boolean dialled, String temperature) {
    @Override
    public String toString() {
      return address + " is " + temperature;
    }
  }

  /** Asks a node; empty while its parts start. */
  static Optional<Glance> of(ControlClient node) throws IOException {
    List<String> chain = new ArrayList<>();
    List<String> peers = new ArrayList<>();
    return node.execute("tempera:chain", chain::add) && node.execute("tempera:peers", peers::add)
        ? Optional.of(of(chain, peers))
        : Optional.empty();
  }

  /** From the answers to {@code tempera:chain} and {@code tempera:peers}. */
  static Glance of(List<String> chain, List<String> peers) {
    Optional<Tip> tip =
        chain.stream()
            .map(TIP::matcher)
            .filter(Matcher::find)
            .map(found -> new Tip(Long.parseLong(found.group(1)), found.group(2), found.group(3)))
            .findFirst();
    return new Glance(
        tip,
        peers.stream()
            .map(line -> line.strip().split("\\s+"))
            .filter(cells -> cells.length > THEIRS && cells[DIRECTION].matches("in|out"))
            .map(Glance::peer)
            .toList());
  }

  private static Peer peer(String[] cells) {
    boolean dialled = cells[DIRECTION].equals("out");
    return new Peer(cells[REMOTE], dialled, cells[dialled ? OURS : THEIRS]);
  }

  /** How many blocks it has from the first one on. */
  long blocks() {
    return tip.map(end -> end.number() + 1).orElse(0L);
  }

  /** In a line. */
  @Override
  public String toString() {
    return tip.map(Tip::toString).orElse("no block yet")
        + "; "
        + (peers.isEmpty()
            ? "no connection"
            : peers.stream().map(Peer::toString).collect(Collectors.joining(", ")));
  }
}

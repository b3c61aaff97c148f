package io.tempera.inbound.governor.internal;

import io.tempera.inbound.RemoteState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The reference's transitions, from inbound-transitions.tsv. */
record TransitionTable(List<Row> rows) {
  /** One line of it. */
  record Row(String from, String to, String event, boolean permitted) {
    String transition() {
      return from + " -> " + to;
    }

    /** The reference's checker lets it pass, and its code never makes it. */
    boolean isForTheCheckerOnly() {
      return permitted && event.startsWith("checker only");
    }

    /** Nothing changes, so nothing is said. */
    boolean isIdentity() {
      return from.equals(to);
    }
  }

  static TransitionTable read() {
    try (InputStream in = TransitionTable.class.getResourceAsStream("inbound-transitions.tsv")) {
      return new TransitionTable(
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.split("\t", -1))
              .map(cells -> new Row(cells[0], cells[1], cells[2], cells[3].equals("yes")))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As the table writes it. */
  static String text(Optional<RemoteState> from, Optional<RemoteState> to) {
    return from.map(RemoteState::name).orElse("NONE")
        + " -> "
        + to.map(RemoteState::name).orElse("NONE");
  }

  /** Those of some rows. */
  Set<String> transitions(Predicate<Row> which) {
    Set<String> found = new TreeSet<>();
    rows.stream().filter(which).map(Row::transition).forEach(found::add);
    return found;
  }

  /** Those that the machine is to make: permitted, a change, and made by the reference's code. */
  Set<String> made() {
    return transitions(row -> row.permitted() && !row.isIdentity() && !row.isForTheCheckerOnly());
  }
}

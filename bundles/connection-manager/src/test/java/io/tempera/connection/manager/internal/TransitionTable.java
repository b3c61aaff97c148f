package io.tempera.connection.manager.internal;

import io.tempera.connection.ConnectionState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The reference's transitions, from connection-transitions.tsv. */
final class TransitionTable {
  /** One line. */
  record Row(String from, String to, String name, String permitted) {
    private boolean isFor(ConnectionState a, ConnectionState b) {
      return to.equals(b.name())
          && switch (from) {
            case "ANY_BUT_TERMINATED" -> a != ConnectionState.TERMINATED;
            case "ANY_BUT_UNKNOWN" -> a != ConnectionState.UNKNOWN;
            default -> from.equals(a.name());
          };
    }

    /** Whether the reference's checker, or at least its code, has it. */
    boolean isPermitted() {
      return !permitted.equals("no");
    }
  }

  private final List<Row> rows;
  private final Set<String> permitted = new TreeSet<>();

  private TransitionTable(List<Row> rows) {
    this.rows = rows;
    for (ConnectionState from : ConnectionState.values()) {
      for (ConnectionState to : ConnectionState.values()) {
        if (isPermitted(from, to)) {
          permitted.add(from + " -> " + to);
        }
      }
    }
  }

  static TransitionTable read() {
    try (InputStream in = TransitionTable.class.getResourceAsStream("connection-transitions.tsv")) {
      List<Row> rows = new ArrayList<>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (!line.startsWith("#")) {
          String[] cells = line.split("\t", -1);
          rows.add(new Row(cells[0], cells[1], cells[2], cells[4]));
        }
      }
      return new TransitionTable(rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything that some row permits and none forbids, as {@code FROM -> TO}. */
  Set<String> permitted() {
    return permitted;
  }

  /** Permitted by a row, and forbidden by none. */
  boolean permits(ConnectionState from, ConnectionState to) {
    return permitted.contains(from + " -> " + to);
  }

  private boolean isPermitted(ConnectionState from, ConnectionState to) {
    List<Row> matching = rows.stream().filter(row -> row.isFor(from, to)).toList();
    return !matching.isEmpty() && matching.stream().allMatch(Row::isPermitted);
  }
}

package io.tempera.simulation.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Which changes of state the reference permits, from one of its tables. */
public final class Table {
  /**
   * One line; the last column says yes, no, or code: done by its code, not known to its checker.
   */
  private record Row(String from, String to, String permitted) {
    private boolean isFor(String a, String b) {
      return to.equals(b)
          && switch (from) {
            case "ANY_BUT_TERMINATED" -> !a.equals("TERMINATED");
            case "ANY_BUT_UNKNOWN" -> !a.equals("UNKNOWN");
            default -> from.equals(a);
          };
    }
  }

  private final List<Row> rows = new ArrayList<>();

  private Table(String name) {
    try (InputStream in = Table.class.getResourceAsStream(name)) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(this::read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of connections (tests-lib ConnectionManager.Utils, verifyAbstractTransition). */
  public static Table ofConnections() {
    return new Table("connection-transitions.tsv");
  }

  /** Of remote sides (tests-lib InboundGovernor.Utils, verifyRemoteTransition). */
  public static Table ofRemoteSides() {
    return new Table("inbound-transitions.tsv");
  }

  private void read(String line) {
    if (!line.startsWith("#")) {
      String[] cells = line.split("\t", -1);
      rows.add(new Row(cells[0], cells[1], cells[cells.length - 1]));
    }
  }

  /** Permitted by a row, and forbidden by none. */
  public boolean permits(String from, String to) {
    List<Row> matching = rows.stream().filter(row -> row.isFor(from, to)).toList();
    return !matching.isEmpty() && matching.stream().noneMatch(row -> row.permitted().equals("no"));
  }

  /** The changes that rows permit by name, as {@code FROM -> TO}; rows for any state left out. */
  public List<String> permitted() {
    return rows.stream()
        .filter(row -> !row.permitted().equals("no") && !row.from().startsWith("ANY"))
        .map(row -> row.from() + " -> " + row.to())
        .distinct()
        .toList();
  }
}

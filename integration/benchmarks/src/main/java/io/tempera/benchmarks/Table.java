package io.tempera.benchmarks;

import java.util.List;

/**
 * What is measured together: rows that take turns.
 *
 * @param title what the figures are, with their unit
 * @param lowerIsBetter whether they are times
 * @param rows at least one
 */
public record Table(String title, boolean lowerIsBetter, List<Row> rows) {
  /** Keeps a copy that does not change. */
  public Table {
    rows = List.copyOf(rows);
  }
}

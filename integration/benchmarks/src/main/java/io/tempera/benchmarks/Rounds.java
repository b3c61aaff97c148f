package io.tempera.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the rows of a table in turn, again and again, so that what the machine does beside it
 * meets all of them alike. Each round begins with another row.
 *
 * @param warmUps rounds that are not counted, zero or more
 * @param counted rounds that are counted, at least 1
 */
public record Rounds(int warmUps, int counted) {
  /** Checks the ranges. */
  public Rounds {
    if (warmUps < 0 || counted < 1) {
      throw new IllegalArgumentException(
          "It takes 0 or more warm-ups and 1 or more rounds, not " + warmUps + " and " + counted);
    }
  }

  /** A share of them, for what takes long; at least one counted round. */
  public Rounds dividedBy(int divisor) {
    return new Rounds(warmUps / divisor, Math.max(1, counted / divisor));
  }

  /** The figures of every round, by row, in the rows' order. */
  public Map<Row, List<Double>> measure(List<Row> rows) throws Exception {
    return measure(rows, () -> {});
  }

  /**
   * The same for rows that count something of their own.
   *
   * @param counting is run after the warm-ups
   */
  public Map<Row, List<Double>> measure(List<Row> rows, Runnable counting) throws Exception {
    Map<Row, List<Double>> figures = new LinkedHashMap<>();
    rows.forEach(row -> figures.put(row, new ArrayList<>()));
    for (int round = -warmUps; round < counted; round++) {
      if (round == 0) {
        counting.run();
      }
      for (int i = 0; i < rows.size(); i++) {
        Row row = rows.get(Math.floorMod(round + i, rows.size()));
        double figure = row.trial().figure();
        if (round >= 0) {
          figures.get(row).add(figure);
        }
      }
    }
    return figures;
  }
}

package io.tempera.shell.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lines of aligned columns under a heading. */
final class TextTable {
  private static final String GAP = "  ";

  private final List<String> headings;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * An empty table.
   *
   * @param headings one per column; a column whose heading begins with {@code >} is aligned to the
   *     right
   */
  TextTable(String... headings) {
    this.headings = List.of(headings);
  }

  /** Adds a row of as many cells as there are headings. */
  TextTable row(String... cells) {
    if (cells.length != headings.size()) {
      throw new IllegalArgumentException(
          "A row of " + headings.size() + " columns, not " + Arrays.toString(cells));
    }
    rows.add(Arrays.stream(cells).map(SafeText::of).toList());
    return this;
  }

  /** Whether it has no row. */
  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The heading and the rows, without a line feed at the end. */
  String text() {
    List<String> lines = new ArrayList<>();
    lines.add(line(headings.stream().map(TextTable::title).toList()));
    rows.forEach(row -> lines.add(line(row)));
    return String.join("\n", lines);
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String pad = " ".repeat(width(column) - cells.get(column).length());
      line.append(column == 0 ? "" : GAP)
          .append(toTheRight(column) ? pad + cells.get(column) : cells.get(column) + pad);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return rows.stream()
        .mapToInt(row -> row.get(column).length())
        .reduce(title(headings.get(column)).length(), Math::max);
  }

  private boolean toTheRight(int column) {
    return headings.get(column).startsWith(">");
  }

  private static String title(String heading) {
    return heading.startsWith(">") ? heading.substring(1) : heading;
  }
}

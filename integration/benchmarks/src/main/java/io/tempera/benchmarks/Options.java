package io.tempera.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run is told, as {@code key=value} arguments. Many short rounds tell more than few long
 * ones: what disturbs the machine then spoils a few figures of every row, not all of one.
 *
 * @param numbers every number, by its key
 * @param only the sections to run; empty for all
 * @param row only rows whose names contain this
 * @param profile where a recording of the run goes; empty for none
 */
record Options(
    Map<String, Integer> numbers, List<String> only, String row, Optional<Path> profile) {
  private static final Options DEFAULT = new Options(defaults(), List.of(), "", Optional.empty());

  private static Map<String, Integer> defaults() {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    numbers.put("rounds", 100);
    numbers.put("warmups", 50);
    numbers.put("pings", 1_000);
    numbers.put("bulk", 64);
    numbers.put("visits", 200);
    numbers.put("idle", 1_000);
    numbers.put("held", 10_000);
    numbers.put("peers", 1_000);
    numbers.put("cycles", 100);
    numbers.put("patient", 0);
    numbers.put("pace", 250);
    numbers.put("blocks", 2_000);
    numbers.put("headers", 200_000);
    return numbers;
  }

  static Options of(String... arguments) {
    Options options = DEFAULT;
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      options = options.with(parts[0], parts.length == 2 ? parts[1] : "");
    }
    return options;
  }

  private Options with(String key, String value) {
    if (key.equals("only")) {
      List<String> sections = List.of(value.split(","));
      List<String> known = Arrays.stream(Section.values()).map(Section::key).toList();
      if (!known.containsAll(sections)) {
        throw new IllegalArgumentException(
            "No section is called " + value + "; there are " + String.join(", ", known));
      }
      return new Options(numbers, sections, row, profile);
    }
    if (key.equals("row")) {
      return new Options(numbers, only, value, profile);
    }
    if (key.equals("profile")) {
      return new Options(numbers, only, row, Optional.of(Path.of(value)));
    }
    if (!numbers.containsKey(key)) {
      throw new IllegalArgumentException(
          key
              + " is not known; there are "
              + String.join(", ", numbers.keySet())
              + ", only, row, profile");
    }
    Map<String, Integer> changed = new LinkedHashMap<>(numbers);
    changed.put(key, Integer.valueOf(value));
    return new Options(changed, only, row, profile);
  }

  /** A number by its key. */
  int number(String key) {
    return numbers.get(key);
  }

  Rounds rounds() {
    return new Rounds(number("warmups"), number("rounds"));
  }

  /** Whether a section is to be run. */
  boolean wants(Section section) {
    return only.isEmpty() || only.contains(section.key());
  }

  /** A table with the rows that are wanted. */
  Table filtered(Table table) {
    List<Row> rows = table.rows().stream().filter(r -> r.name().contains(row)).toList();
    if (rows.isEmpty()) {
      throw new IllegalArgumentException(
          "No row's name contains '"
              + row
              + "'; there are "
              + String.join(", ", table.rows().stream().map(Row::name).toList()));
    }
    return new Table(table.title(), table.lowerIsBetter(), rows);
  }
}

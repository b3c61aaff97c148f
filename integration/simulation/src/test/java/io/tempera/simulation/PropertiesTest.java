package io.tempera.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of the reference's properties says what is true: the tests that it names are there. */
final class PropertiesTest {
  private static final Path ROOT = Path.of("..", "..");
  private static final Path LIST = ROOT.resolve(Path.of("docs", "properties.md"));
  private static final List<String> PLACES = List.of("bundles", "integration");
  private static final Pattern CODE = Pattern.compile("`([^`]*#[^`]*)`");
  private static final Pattern NAME = Pattern.compile("([a-z-]+): (\\w+)#(\\w+)");

  /** What makes a method a test. */
  private static final Pattern TEST = Pattern.compile("@(Test|ParameterizedTest|TestFactory)\\b");

  private final Map<String, List<Path>> sources = new LinkedHashMap<>();

  /** The rows of all tables, without their heads. */
  private static List<String> rows() throws IOException {
    return Files.readAllLines(LIST).stream()
        .filter(line -> line.startsWith("| "))
        .filter(line -> !line.endsWith("| here |"))
        .toList();
  }

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    List<String> missing = new ArrayList<>();
    int named = 0;
    for (String name : rows().stream().flatMap(PropertiesTest::named).distinct().toList()) {
      named++;
      if (!exists(name)) {
        missing.add(name);
      }
    }
    assertThat(missing).as("in %s", LIST).isEmpty();
    assertThat(named).isPositive();
  }

  @Test
  void noRowGoesWithoutATestOrAReason() throws IOException {
    assertThat(rows())
        .isNotEmpty()
        .allSatisfy(
            row -> {
              String[] cells = row.split("\\|", -1);
              assertThat(cells).as("cells of %s", row).hasSize(5);
              assertThat(named(row).findAny().isPresent() || cells[3].startsWith(" left out: "))
                  .as(row)
                  .isTrue();
            });
  }

  @Test
  void aTestThatIsNotThereIsNoticed() throws IOException {
    String here = "simulation: PropertiesTest#";
    assertThat(exists(here + "everyTestThatIsNamedExists")).isTrue();
    assertThat(exists(here + "aTestThatNobodyHasWritten")).isFalse();
    assertThat(exists(here + "exists")).as("a method, and no test").isFalse();
    assertThat(exists("mux: PropertiesTest#everyTestThatIsNamedExists")).isFalse();
    assertThat(exists("PropertiesTest#everyTestThatIsNamedExists")).isFalse();
  }

  private static Stream<String> named(String row) {
    return CODE.matcher(row).results().map(match -> match.group(1));
  }

  private boolean exists(String name) throws IOException {
    Matcher parts = NAME.matcher(name);
    if (parts.matches()) {
      for (Path source : sources(parts.group(1))) {
        if (source.endsWith(parts.group(2) + ".java")
            && hasTest(Files.readString(source), parts.group(3))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Its annotations stand between it and the empty line above. */
  private static boolean hasTest(String source, String method) {
    int at = source.indexOf(" " + method + "(");
    return at >= 0 && TEST.matcher(source.substring(source.lastIndexOf("\n\n", at), at)).find();
  }

  /** What a module is made of, but for what was built from it. */
  private List<Path> sources(String module) throws IOException {
    if (!sources.containsKey(module)) {
      List<Path> all = new ArrayList<>();
      for (String place : PLACES) {
        Path folder = ROOT.resolve(Path.of(place, module, "src"));
        if (Files.isDirectory(folder)) {
          try (Stream<Path> paths = Files.walk(folder)) {
            paths.filter(path -> path.toString().endsWith(".java")).forEach(all::add);
          }
        }
      }
      sources.put(module, all);
    }
    return sources.get(module);
  }
}

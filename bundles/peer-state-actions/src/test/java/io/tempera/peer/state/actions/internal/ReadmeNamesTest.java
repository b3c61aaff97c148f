package io.tempera.peer.state.actions.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** README's table of the reference's names says what is true, and leaves none out. */
final class ReadmeNamesTest {
  private static final Path ROOT = Path.of("..", "..");

  /** A name, a link to a type or setting, a link to a test. */
  private static final Pattern ROW =
      Pattern.compile(
          "\\| `(\\w+)` \\| \\[`([\\w.]+)`]\\(([^)]+)\\) \\| \\[`(\\w+)#(\\w+)`]\\(([^)]+)\\) \\|");

  private record Row(String name, String here, Path file, String method, Path test) {}

  @Test
  void noNameIsMissing() throws IOException {
    assertThat(rows().stream().map(Row::name)).containsExactlyInAnyOrderElementsOf(names());
  }

  @Test
  void whatIsLinkedIsThere() throws IOException {
    for (Row row : rows()) {
      assertThat(declares(Files.readString(row.file()), row.here())).as("%s", row).isTrue();
      assertThat(hasTest(Files.readString(row.test()), row.method())).as("%s", row).isTrue();
    }
  }

  @Test
  void whatIsNotThereIsNoticed() throws IOException {
    assertThat(declares("record Other(", "Some.Name")).isFalse();
    String source = Files.readString(rows().get(0).test());
    assertThat(hasTest(source, rows().get(0).method())).isTrue();
    assertThat(hasTest(source, "aTestThatNobodyHasWritten")).isFalse();
  }

  /** A type or a method by its last name, a setting by the whole. */
  private static boolean declares(String source, String name) {
    String last = Pattern.quote(name.substring(name.lastIndexOf('.') + 1));
    return Pattern.compile("(class|interface|record) " + last + "\\b| " + last + "\\(")
            .matcher(source)
            .find()
        || source.contains("\n" + name + " = ");
  }

  private static boolean hasTest(String source, String method) {
    return Pattern.compile("@Test\\s+void " + method + "\\(").matcher(source).find();
  }

  private static List<Row> rows() throws IOException {
    Matcher rows = ROW.matcher(Files.readString(ROOT.resolve("README.md")));
    return rows.results()
        .map(
            row ->
                new Row(
                    row.group(1),
                    row.group(2),
                    ROOT.resolve(row.group(3)),
                    row.group(5),
                    ROOT.resolve(row.group(6))))
        .toList();
  }

  private static List<String> names() throws IOException {
    try (InputStream names = ReadmeNamesTest.class.getResourceAsStream("names.txt")) {
      return new String(names.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    }
  }
}

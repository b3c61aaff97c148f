package io.tempera.features;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes what the build makes of the list of bundles: {@code bundles.list}, which the
 * distribution's launcher and the tests' containers install from, and {@code features.xml} for
 * Karaf.
 */
public final class FeatureWriter {
  private FeatureWriter() {}

  /**
   * Writes both files.
   *
   * @param args the directory with the two repositories {@code container} and {@code node}, the
   *     version, the directory to write to
   */
  public static void main(String[] args) throws IOException {
    Path lists = Path.of(args[0]);
    Path target = Path.of(args[2]);
    List<ListedBundle> container = read(lists.resolve("container"));
    List<ListedBundle> node = read(lists.resolve("node"));
    Files.createDirectories(target);
    Files.writeString(
        target.resolve("bundles.list"),
        Stream.concat(container.stream(), node.stream())
            .sorted()
            .map(bundle -> bundle.line() + "\n")
            .collect(Collectors.joining()));
    Files.writeString(target.resolve("features.xml"), features(args[1], node));
  }

  private static List<ListedBundle> read(Path repository) throws IOException {
    Properties startLevels = new Properties();
    try (InputStream in = FeatureWriter.class.getResourceAsStream("start-levels.properties")) {
      startLevels.load(in);
    }
    List<Path> jars;
    try (Stream<Path> files = Files.walk(repository)) {
      jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
    List<ListedBundle> bundles = new ArrayList<>();
    for (Path jar : jars) {
      bundles.add(ListedBundle.of(repository, jar, startLevels));
    }
    return bundles.stream().sorted().toList();
  }

  private static String features(String version, List<ListedBundle> node) {
    String osgiVersion = version.replace("-", ".");
    StringBuilder xml = new StringBuilder();
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<features name=\"tempera-").append(version).append("\"");
    xml.append(" xmlns=\"http://karaf.apache.org/xmlns/features/v1.6.0\">\n");
    xml.append("  <feature name=\"tempera\" version=\"").append(osgiVersion).append("\"");
    xml.append(" description=\"A Tempera node\">\n");
    // In a distribution these stand in etc/; here they are what a Karaf begins with.
    xml.append("    <config name=\"io.tempera.node\">\n");
    xml.append("      listen = 127.0.0.1:3001\n");
    xml.append("      network.magic = 764824073\n");
    xml.append("    </config>\n");
    xml.append("    <feature>scr</feature>\n");
    xml.append("    <feature>eventadmin</feature>\n");
    xml.append("    <feature>shell</feature>\n");
    for (ListedBundle bundle : node) {
      xml.append("    <bundle start-level=\"").append(bundle.startLevel() + 30).append("\"");
      xml.append(bundle.fragment() ? " start=\"false\">" : ">");
      xml.append(bundle.url()).append("</bundle>\n");
    }
    return xml.append("  </feature>\n</features>\n").toString();
  }
}

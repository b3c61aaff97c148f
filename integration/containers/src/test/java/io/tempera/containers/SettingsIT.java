package io.tempera.containers;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The files in {@code etc/} of the distribution, beside what its bundles say of their settings. */
public class SettingsIT {
  /** A value that an option of the command line sets; what stands in the file may be another. */
  private static final String OPTION = "${";

  /** A whole number with the fraction that a bundle's description writes. */
  private static final Pattern FRACTION = Pattern.compile("\\.0$");

  private final Path home = Path.of(System.getProperty("tempera.distribution"));

  @Test
  public void eachSettingOfEachBundleStandsInItsFileWithItsDefault() throws Exception {
    Map<String, Map<String, String>> described = described();
    assertTrue(described.keySet().toString(), described.containsKey("io.tempera.mux"));
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, Map<String, String>> part : described.entrySet()) {
      Properties written = written(part.getKey());
      part.getValue()
          .forEach(
              (key, value) -> {
                String says = written.getProperty(key, "nothing");
                if (!says.startsWith(OPTION) && !says.equalsIgnoreCase(value)) {
                  wrong.add(
                      part.getKey() + ": " + key + " is " + value + ", its file says " + says);
                }
              });
      for (String key : written.stringPropertyNames()) {
        if (!part.getValue().containsKey(key)) {
          wrong.add(part.getKey() + ": nobody knows " + key);
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  private Properties written(String pid) throws IOException {
    Properties properties = new Properties();
    Path file = home.resolve("etc").resolve(pid + ".cfg");
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      }
    }
    return properties;
  }

  /** The defaults by key, by persistent identity: several bundles may read the same one. */
  private Map<String, Map<String, String>> described() throws Exception {
    Map<String, Map<String, String>> all = new TreeMap<>();
    List<Path> jars;
    try (Stream<Path> files = Files.walk(home.resolve("system").resolve("io").resolve("tempera"))) {
      jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
    }
    for (Path path : jars) {
      try (JarFile jar = new JarFile(path.toFile())) {
        for (JarEntry entry : jar.stream().filter(SettingsIT::isDescription).toList()) {
          try (InputStream xml = jar.getInputStream(entry)) {
            read(DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml), all);
          }
        }
      }
    }
    return all;
  }

  private static boolean isDescription(JarEntry entry) {
    return entry.getName().startsWith("OSGI-INF/metatype/") && entry.getName().endsWith(".xml");
  }

  private static void read(Document xml, Map<String, Map<String, String>> all) {
    String pid = ((Element) xml.getElementsByTagName("Designate").item(0)).getAttribute("pid");
    NodeList settings = xml.getElementsByTagName("AD");
    for (int i = 0; i < settings.getLength(); i++) {
      Element setting = (Element) settings.item(i);
      String value = FRACTION.matcher(setting.getAttribute("default")).replaceFirst("");
      all.computeIfAbsent(pid, any -> new TreeMap<>())
          .put(setting.getAttribute("id"), value.toLowerCase(Locale.ROOT));
    }
  }
}

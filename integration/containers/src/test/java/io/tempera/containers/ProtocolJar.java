package io.tempera.containers;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

/**
 * The jar of a bundle that the distribution brings, or one made of it, as an author makes one who
 * has changed something. Does not change.
 */
final class ProtocolJar {
  private static final String CLASS = ".class";

  private final Manifest manifest;
  private final Map<String, byte[]> files;

  private ProtocolJar(Manifest manifest, Map<String, byte[]> files) {
    this.manifest = manifest;
    this.files = files;
  }

  /** That of a bundle which was installed from a file. */
  static ProtocolJar of(Bundle original) throws IOException {
    URL location = URI.create(original.getLocation()).toURL();
    try (JarInputStream jar = new JarInputStream(location.openStream())) {
      Map<String, byte[]> files = new LinkedHashMap<>();
      for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
        files.put(entry.getName(), jar.readAllBytes());
      }
      return new ProtocolJar(jar.getManifest(), files);
    }
  }

  /** The same in another version. */
  ProtocolJar version(String version) {
    return with(Constants.BUNDLE_VERSION, version);
  }

  /** The same, but it does not resolve: it requires what nobody offers. */
  ProtocolJar thatDoesNotResolve() {
    String required = manifest.getMainAttributes().getValue(Constants.REQUIRE_CAPABILITY);
    return with(Constants.REQUIRE_CAPABILITY, required + ",io.tempera.nobody.offers.this");
  }

  /** The same, but it resolves and does not start: there is no such activator. */
  ProtocolJar thatDoesNotStart() {
    return with(Constants.BUNDLE_ACTIVATOR, "io.tempera.NoSuchActivator");
  }

  private ProtocolJar with(String header, String value) {
    Manifest changed = new Manifest(manifest);
    changed.getMainAttributes().put(new Attributes.Name(header), value);
    return new ProtocolJar(changed, files);
  }

  /**
   * The same, but its code says something else.
   *
   * @param text a part of a constant of its classes
   * @param instead as long
   */
  ProtocolJar thatSays(String instead, String text) {
    if (text.length() != instead.length()) {
      throw new IllegalArgumentException(instead + " is not as long as " + text);
    }
    Map<String, byte[]> changed = new LinkedHashMap<>(files);
    changed.replaceAll(
        (name, content) -> name.endsWith(CLASS) ? replaced(content, text, instead) : content);
    return new ProtocolJar(manifest, changed);
  }

  private static byte[] replaced(byte[] content, String text, String instead) {
    // Each byte is a character in this encoding, and back.
    return new String(content, StandardCharsets.ISO_8859_1)
        .replace(text, instead)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Its bytes. */
  InputStream open() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        jar.putNextEntry(new JarEntry(file.getKey()));
        jar.write(file.getValue());
        jar.closeEntry();
      }
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }

  /** Puts it where a node deploys from, whole at once, in the place of what was there. */
  void moveTo(Path file) throws IOException {
    Path made = Files.createTempFile(file.getParent().getParent(), "made", ".jar");
    try (InputStream in = open()) {
      Files.copy(in, made, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
  }
}

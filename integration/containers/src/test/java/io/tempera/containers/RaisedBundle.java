package io.tempera.containers;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/** The same bundle once more, as a later version: what an author deploys who has changed it. */
final class RaisedBundle {
  private RaisedBundle() {}

  /** Installs it beside the one that is there, which was installed from a file. */
  static Bundle install(BundleContext context, Bundle original, String version)
      throws IOException, BundleException {
    try (InputStream jar = URI.create(original.getLocation()).toURL().openStream()) {
      return context.installBundle(
          original.getSymbolicName() + "-" + version,
          new ByteArrayInputStream(raised(jar, version)));
    }
  }

  private static byte[] raised(InputStream jar, String version) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarInputStream from = new JarInputStream(jar)) {
      Manifest manifest = from.getManifest();
      manifest.getMainAttributes().putValue(Constants.BUNDLE_VERSION, version);
      try (JarOutputStream to = new JarOutputStream(bytes, manifest)) {
        for (JarEntry entry = from.getNextJarEntry();
            entry != null;
            entry = from.getNextJarEntry()) {
          to.putNextEntry(new JarEntry(entry.getName()));
          from.transferTo(to);
        }
      }
    }
    return bytes.toByteArray();
  }
}

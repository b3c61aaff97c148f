package io.tempera.protocol.host.internal;

import java.util.Comparator;

/** A bundle's version, in OSGi's order. */
record BundleVersion(int major, int minor, int micro, String qualifier)
    implements Comparable<BundleVersion> {
  private static final Comparator<BundleVersion> ORDER =
      Comparator.comparingInt(BundleVersion::major)
          .thenComparingInt(BundleVersion::minor)
          .thenComparingInt(BundleVersion::micro)
          .thenComparing(BundleVersion::qualifier);

  @Override
  public int compareTo(BundleVersion other) {
    return ORDER.compare(this, other);
  }

  /** For example {@code 0.1.0}. */
  @Override
  public String toString() {
    return major + "." + minor + "." + micro + (qualifier.isEmpty() ? "" : "." + qualifier);
  }
}

package io.tempera.protocol.host.internal;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a service registration says, without OSGi.
 *
 * @param serviceId the framework's id of the registration
 * @param bundleName symbolic name of the bundle that registered it
 * @param version of that bundle
 * @param ranking service ranking; 0 when there is none
 * @param properties those that begin with {@code tempera.}
 */
record Publication(
    long serviceId,
    String bundleName,
    BundleVersion version,
    int ranking,
    SortedMap<String, Object> properties) {
  Publication {
    properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
  }

  /** Symbolic name and version of the bundle, for people. */
  String bundle() {
    return bundleName + " " + version;
  }

  Rank rank() {
    return new Rank(ranking, version, serviceId);
  }
}

package io.tempera.containers;

import io.tempera.exam.Traces;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * One of two nodes that are connected: its bundles are swapped, and its half of a conversation must
 * carry on. The nodes are of two frameworks, so that what is known of their classes are texts.
 */
final class End implements AutoCloseable {
  private final BundleContext node;
  private final String half;
  private final Traces traces;
  private final Map<Shipped, ProtocolJar> jars = new EnumMap<>(Shipped.class);

  /** How often each text was awaited. */
  private final Map<String, Integer> awaited = new HashMap<>();

  /** How a bundle takes the place of another. */
  enum Way {
    BESIDE,
    IN_PLACE
  }

  /** What shows that the conversation goes on. */
  interface GoesOn {
    /** Returns when it does. */
    void check() throws Exception;
  }

  /**
   * The one of a node.
   *
   * @param half which half it has, {@code initiator} or {@code responder}
   */
  End(BundleContext node, String half) throws ReflectiveOperationException {
    this.node = node;
    this.half = half;
    this.traces = Traces.of(node);
  }

  /**
   * Swaps the bundle of a mini-protocol for a newer one, and back.
   *
   * @param point where the half must carry on, both times
   * @param goesOn is checked after either
   */
  void swapAndBack(Shipped protocol, Way way, String newer, String point, GoesOn goesOn)
      throws Exception {
    Bundle built = protocol.in(node);
    Bundle beside = replace(built, protocol, way, newer);
    awaitCarriesOn(protocol, protocol.shown(newer), point);
    goesOn.check();
    if (way == Way.BESIDE) {
      beside.uninstall();
    } else {
      built.update(jar(protocol).open());
    }
    awaitCarriesOn(protocol, protocol.shownAsBuilt(), point);
    goesOn.check();
  }

  /**
   * Swaps the bundle of a mini-protocol for good; returns when its half carries on.
   *
   * @param version one that was not there before
   */
  void swap(Shipped protocol, Way way, String version) throws Exception {
    Bundle bundle = protocol.in(node);
    if (replace(bundle, protocol, way, version) != bundle) {
      bundle.uninstall();
    }
    traces.await(" with " + protocol.shown(version) + " (was");
  }

  /** The one that runs from now on. */
  private Bundle replace(Bundle bundle, Shipped protocol, Way way, String version)
      throws Exception {
    ProtocolJar newer = jar(protocol).version(version);
    if (way == Way.IN_PLACE) {
      bundle.update(newer.open());
      return bundle;
    }
    Bundle beside = node.installBundle(protocol.shown(version), newer.open());
    beside.start();
    return beside;
  }

  /** The one that the node has from the start, which alone has a location to read it from. */
  private ProtocolJar jar(Shipped protocol) throws IOException {
    ProtocolJar jar = jars.get(protocol);
    if (jar == null) {
      jar = ProtocolJar.of(protocol.in(node));
      jars.put(protocol, jar);
    }
    return jar;
  }

  /** Waits until the half carries on once more in a bundle, which it must at this point. */
  private void awaitCarriesOn(Shipped protocol, String bundle, String point)
      throws InterruptedException {
    String text =
        "mini-protocol %d %s carries on at %s with %s (was"
            .formatted(protocol.number(), half, point, bundle);
    traces.await(text, awaited.merge(text, 1, Integer::sum));
  }

  /** The node's context. */
  BundleContext node() {
    return node;
  }

  /** What was said so far of connections that are closed, and of halves that failed. */
  String faults() {
    return traces.texts().stream()
        .filter(text -> text.contains(" closed") || text.contains("failed:"))
        .toList()
        .toString();
  }

  @Override
  public String toString() {
    return half;
  }

  @Override
  public void close() {
    traces.close();
  }
}

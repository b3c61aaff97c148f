package io.tempera.containers;

import io.tempera.exam.Traces;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
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
    ProtocolJar jar = ProtocolJar.of(built);
    Callable<?> back;
    if (way == Way.BESIDE) {
      Bundle beside = node.installBundle("beside", jar.version(newer).open());
      beside.start();
      back =
          () -> {
            beside.uninstall();
            return beside;
          };
    } else {
      built.update(jar.version(newer).open());
      back =
          () -> {
            built.update(jar.open());
            return built;
          };
    }
    awaitCarriesOn(protocol, protocol.shown(newer), point);
    goesOn.check();
    back.call();
    awaitCarriesOn(protocol, protocol.shownAsBuilt(), point);
    goesOn.check();
  }

  /** Waits until the half carries on once more in a bundle, which it must at this point. */
  void awaitCarriesOn(Shipped protocol, String bundle, String point) throws InterruptedException {
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

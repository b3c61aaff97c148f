package io.tempera.protocol.host.internal;

import com.google.inject.Guice;
import com.google.inject.Stage;
import io.tempera.handshake.Agreed;
import io.tempera.handshake.DiffusionMode;
import io.tempera.mux.Mux;
import io.tempera.mux.StartMode;
import io.tempera.protocol.HandOvers;
import io.tempera.protocol.HostedProtocol;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.ProtocolHost;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.protocol.Slots;
import io.tempera.protocol.Temperature;
import io.tempera.runtime.Subscription;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Tracer;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bundle without OSGi, for simulations and benchmarks: mini-protocols are published by a call,
 * and no number is required. Call {@link #close()} at the end.
 */
public final class StandaloneHost implements ProtocolHost, AutoCloseable {
  /**
   * What a bundle and the properties of its service say.
   *
   * @param bundle its symbolic name
   * @param version its major version
   * @param ranking its service ranking
   */
  public record Deployment(
      String bundle,
      int version,
      int ranking,
      int number,
      Temperature temperature,
      StartMode responderStart,
      int ingressLimit) {
    private Publication published(long id) {
      SortedMap<String, Object> properties = new TreeMap<>();
      properties.put(Declaration.NUMBER, number);
      properties.put(Declaration.TEMPERATURE, temperature.name());
      properties.put(Declaration.RESPONDER_START, responderStart.name());
      properties.put(Declaration.INGRESS_LIMIT, ingressLimit);
      return new Publication(id, bundle, new BundleVersion(version, 0, 0, ""), ranking, properties);
    }
  }

  private final Host host;
  private final AtomicLong lastId = new AtomicLong();

  /** With nothing published. */
  public StandaloneHost(TemperaRuntime runtime, Tracer tracer) {
    this(runtime, tracer, HostSettings.defaults());
  }

  /** With nothing published. */
  public StandaloneHost(TemperaRuntime runtime, Tracer tracer, HostSettings settings) {
    host =
        Guice.createInjector(Stage.PRODUCTION, new HostModule(() -> settings, runtime, tracer))
            .getInstance(Host.class);
  }

  /**
   * Publishes a mini-protocol, as a bundle does by a service with the properties of {@link
   * io.tempera.protocol.MiniProtocolProperties}.
   *
   * @return what {@link #withdraw} takes
   */
  public long publish(
      int number,
      Temperature temperature,
      StartMode responderStart,
      int ingressLimit,
      MiniProtocol protocol) {
    String name = protocol.getClass().getSimpleName();
    return publish(
        new Deployment(name, 0, 0, number, temperature, responderStart, ingressLimit), protocol);
  }

  /** Publishes a mini-protocol, with all that its bundle says. */
  public long publish(Deployment deployment, MiniProtocol protocol) {
    long id = lastId.incrementAndGet();
    host.publish(deployment.published(id), protocol);
    return id;
  }

  /** The properties of what was published have changed. */
  public void change(long id, Deployment deployment, MiniProtocol protocol) {
    host.change(deployment.published(id), protocol);
  }

  /** Withdraws it again; blocks as a bundle's stop does, until none of its halves runs. */
  public void withdraw(long id) {
    host.withdraw(id);
  }

  /** Ends every connection's slots; waits for the halves, bounded. Idempotent. */
  @Override
  public void close() {
    host.close();
  }

  @Override
  public Slots open(Mux mux, Agreed agreed, DiffusionMode mode) {
    return host.open(mux, agreed, mode);
  }

  @Override
  public List<HostedProtocol> protocols() {
    return host.protocols();
  }

  @Override
  public List<HandOvers> handOvers() {
    return host.handOvers();
  }

  @Override
  public List<ProtocolTrace.Rejected> rejected() {
    return host.rejected();
  }

  @Override
  public SortedSet<Integer> missing() {
    return host.missing();
  }

  @Override
  public Subscription whenReady(Runnable callback) {
    return host.whenReady(callback);
  }
}

package io.tempera.protocol.host.internal;

import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import io.tempera.handshake.Agreed;
import io.tempera.handshake.DiffusionMode;
import io.tempera.mux.Direction;
import io.tempera.mux.Mux;
import io.tempera.protocol.HandOvers;
import io.tempera.protocol.HostedProtocol;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.ProtocolHost;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.protocol.Slots;
import io.tempera.runtime.Subscription;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import io.tempera.trace.Tracer;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Supplier;

/** The bundle's root: what is published, and the connections on which it runs. */
final class Host implements ProtocolHost {
  private final Registry registry;
  private final Readiness readiness;
  private final Connections connections;
  private final TemperaRuntime runtime;
  private final Tracer tracer;
  private final Supplier<HostSettings> settings;

  private final Rejections rejections;

  /** Woken whenever somebody stops using a mini-protocol's object. */
  private final Wait unused;

  @Inject
  Host(
      Registry registry,
      Readiness readiness,
      Connections connections,
      TemperaRuntime runtime,
      Tracer tracer,
      Supplier<HostSettings> settings) {
    this.registry = registry;
    this.readiness = readiness;
    this.connections = connections;
    this.runtime = runtime;
    this.tracer = tracer;
    this.settings = settings;
    this.rejections = new Rejections(tracer);
    this.unused = runtime.newWait();
  }

  @Override
  public Slots open(Mux mux, Agreed agreed, DiffusionMode mode) {
    ConnectionSlots slots = new ConnectionSlots(mux, agreed, registry, runtime, tracer);
    slots.open(
        mode == DiffusionMode.INITIATOR_ONLY
            ? List.of(Direction.INITIATOR)
            : List.of(Direction.INITIATOR, Direction.RESPONDER));
    if (!connections.add(slots)) {
      throw new TemperaException(
          FailureCategory.SHUTTING_DOWN,
          "connection " + mux.connectionId() + " cannot be used: the node is going down");
    }
    slots.lookAgain();
    mux.whenEnded(
        end -> {
          connections.remove(slots);
          slots.muxEnded(end);
        });
    return slots;
  }

  @Override
  public List<HostedProtocol> protocols() {
    return registry.views();
  }

  @Override
  public List<HandOvers> handOvers() {
    return List.of();
  }

  @Override
  public List<ProtocolTrace.Rejected> rejected() {
    return rejections.all();
  }

  /** Where the door keeps the services that it cannot even pass on. */
  Rejections rejections() {
    return rejections;
  }

  @Override
  public SortedSet<Integer> missing() {
    return readiness.missing();
  }

  @Override
  public Subscription whenReady(Runnable callback) {
    return readiness.whenReady(callback);
  }

  /** The settings have changed. */
  void settingsChanged() {
    readiness.look();
  }

  /** A mini-protocol was published. */
  void publish(Publication publication, MiniProtocol object) {
    Declaration declaration;
    try {
      declaration = Declaration.of(publication.properties());
    } catch (Declaration.InvalidException e) {
      rejections.add(
          publication.serviceId(),
          new ProtocolTrace.Rejected(publication.bundle(), e.getMessage()));
      return;
    }
    Hosted hosted = new Hosted(publication, declaration, object, unused);
    registry.add(hosted);
    tracer.trace(new ProtocolTrace.Published(registry.view(hosted)));
    connections.publishedChanged(declaration.number());
    readiness.published(declaration.number());
  }

  /**
   * The properties of a published mini-protocol have changed. When they make another one of it, the
   * old one is withdrawn first.
   */
  void change(Publication publication, MiniProtocol object) {
    Optional<Hosted> known = registry.find(publication.serviceId());
    Optional<Declaration> declaration = valid(publication);
    if (known.isEmpty()
        || declaration.isEmpty()
        || !known.get().declaration().replaceableBy(declaration.get())) {
      withdraw(publication.serviceId());
      publish(publication, object);
      return;
    }
    int number = declaration.get().number();
    Optional<Hosted> before = registry.chosen(number);
    registry.change(known.get(), publication, declaration.get());
    traceChoice(number, before);
    connections.publishedChanged(number);
  }

  /**
   * A mini-protocol is no longer published: its halves are asked to end at once. Blocks until none
   * of its code runs any more, at the most for the hand-over timeout; what runs then is given up.
   */
  void withdraw(long serviceId) {
    rejections.remove(serviceId);
    Optional<Hosted> gone = registry.find(serviceId);
    if (gone.isEmpty()) {
      return;
    }
    int number = gone.get().declaration().number();
    Optional<Hosted> before = registry.chosen(number);
    registry.remove(serviceId);
    tracer.trace(new ProtocolTrace.Withdrawn(number, gone.get().bundle()));
    traceChoice(number, before);
    connections.publishedChanged(number);
    gone.get().close().forEach(HalfRun::bundleGoing);
    awaitUnused(List.of(gone.get()));
  }

  /** Ends every connection, and waits for their halves, bounded as above. Idempotent. */
  void close() {
    connections.close();
    List<Hosted> all = registry.removeAll();
    all.forEach(hosted -> hosted.close().forEach(HalfRun::interrupt));
    awaitUnused(all);
  }

  private void awaitUnused(List<Hosted> going) {
    try {
      unused.until(
          () -> going.stream().allMatch(Hosted::isUnused), settings.get().handOverTimeout());
    } catch (InterruptedException e) {
      // Whoever stops the bundle does not want to wait: what still runs is given up now.
      Thread.currentThread().interrupt();
    }
    for (Hosted hosted : going) {
      hosted.abandon().forEach(HalfRun::giveUp);
    }
  }

  private void traceChoice(int number, Optional<Hosted> before) {
    Optional<Hosted> now = registry.chosen(number);
    if (now.isPresent() && !now.equals(before)) {
      tracer.trace(new ProtocolTrace.Chosen(registry.view(now.get())));
    }
  }

  private static Optional<Declaration> valid(Publication publication) {
    try {
      return Optional.of(Declaration.of(publication.properties()));
    } catch (Declaration.InvalidException e) {
      return Optional.empty();
    }
  }
}

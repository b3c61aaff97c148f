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
import io.tempera.runtime.Wait;
import io.tempera.trace.Tracer;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** The bundle's root: what is published, and the connections on which it runs. */
final class Host implements ProtocolHost {
  /** The part of the time to leave that is kept for those who must be interrupted. */
  private static final int LAST_PART = 5;

  private final Registry registry;
  private final Readiness readiness;
  private final Connections connections;
  private final Announcements announcements;
  private final HostParts parts;
  private final Tracer tracer;
  private final Rejections rejections;

  /** Woken whenever somebody stops using a mini-protocol's object. */
  private final Wait unused;

  @Inject
  Host(Readiness readiness, Connections connections, Announcements announcements, HostParts parts) {
    this.registry = parts.registry();
    this.readiness = readiness;
    this.connections = connections;
    this.announcements = announcements;
    this.parts = parts;
    this.tracer = parts.tracer();
    this.rejections = new Rejections(tracer);
    this.unused = parts.runtime().newWait();
  }

  @Override
  public Slots open(Mux mux, Agreed agreed, DiffusionMode mode) {
    ConnectionSlots slots = new ConnectionSlots(mux, agreed, parts);
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
    return parts.handOvers().views();
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
    try {
      publish(
          new Hosted(
              publication,
              Declaration.of(publication.properties()),
              Border.pointsOf(object),
              object,
              unused));
    } catch (Declaration.InvalidException e) {
      rejections.add(
          publication.serviceId(),
          new ProtocolTrace.Rejected(publication.bundle(), e.getMessage()));
    }
  }

  private void publish(Hosted hosted) {
    int number = hosted.declaration().number();
    registry.add(hosted);
    tracer.trace(new ProtocolTrace.Published(registry.view(hosted)));
    announcements.changed(number);
    readiness.published(number);
  }

  /**
   * The properties of a published mini-protocol have changed. When they make another one of it, new
   * connections run that; those on which it has what it had go on with it.
   */
  void change(Publication publication, MiniProtocol object) {
    Optional<Hosted> known = registry.find(publication.serviceId());
    Optional<Declaration> declaration = valid(publication);
    if (known.isEmpty() || declaration.isEmpty()) {
      withdraw(publication.serviceId());
      publish(publication, object);
      return;
    }
    int number = known.get().declaration().number();
    Optional<Hosted> before = registry.chosen(number);
    if (known.get().declaration().replaceableBy(declaration.get())) {
      registry.change(known.get(), publication, declaration.get());
    } else {
      Optional<Hosted> replaced = registry.retire(known.get());
      publish(publication, object);
      replaced.ifPresent(hosted -> leave(List.of(hosted)));
    }
    traceChoice(number, before);
    announcements.changed(number);
  }

  /**
   * A mini-protocol is no longer published: its halves are handed over, or end. Blocks until none
   * of its code runs any more, at the most for the hand-over timeout; what runs then is given up.
   */
  void withdraw(long serviceId) {
    rejections.remove(serviceId);
    Optional<Hosted> known = registry.find(serviceId);
    if (known.isEmpty()) {
      // What it was before it could not be used any more may still run.
      leave(registry.remove(serviceId));
      return;
    }
    int number = known.get().declaration().number();
    Optional<Hosted> before = registry.chosen(number);
    List<Hosted> gone = registry.remove(serviceId);
    tracer.trace(new ProtocolTrace.Withdrawn(number, known.get().bundle()));
    traceChoice(number, before);
    leave(gone);
  }

  /**
   * Their halves are asked to make room, and those that have not when four fifths of the time are
   * over are interrupted.
   */
  private void leave(List<Hosted> going) {
    going.forEach(Hosted::close);
    going.stream()
        .map(hosted -> hosted.declaration().number())
        .distinct()
        .forEach(announcements::changed);
    Duration whole = parts.settings().get().handOverTimeout();
    Duration last = whole.dividedBy(LAST_PART);
    if (!awaitUnused(going, whole.minus(last))) {
      going.forEach(hosted -> hosted.close().forEach(HalfRun::hurry));
      awaitUnused(going, last);
    }
    forget(going);
  }

  /** Ends every connection, and waits for their halves, bounded as above. Idempotent. */
  void close() {
    connections.close();
    List<Hosted> all = registry.removeAll();
    all.forEach(hosted -> hosted.close().forEach(HalfRun::interrupt));
    awaitUnused(all, parts.settings().get().handOverTimeout());
    forget(all);
  }

  /** False when some of their code still runs, or nobody wants to wait. */
  private boolean awaitUnused(List<Hosted> going, Duration most) {
    try {
      return unused.until(() -> going.stream().allMatch(Hosted::isUnused), most);
    } catch (InterruptedException e) {
      // Whoever stops the bundle does not want to wait: what still runs is given up now.
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Nothing is kept of them; what still runs is given up. */
  private static void forget(List<Hosted> going) {
    going.forEach(hosted -> hosted.abandon().forEach(HalfRun::giveUp));
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

package io.tempera.connection.manager.internal;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.ConnectionId;
import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionCounters;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionManager;
import io.tempera.connection.ConnectionObserver;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionView;
import io.tempera.connection.InboundVerdict;
import io.tempera.connection.OperationResult;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import io.tempera.runtime.Subscription;
import io.tempera.runtime.TemperaRuntime;
import jakarta.inject.Inject;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Turns calls into events, and answers into results. */
final class ConnectionManagerShell implements ConnectionManager, AutoCloseable {
  private static final Comparator<Entry> BY_REMOTE =
      Comparator.comparing((Entry entry) -> ConnectionId.text(entry.remote()))
          .thenComparing(entry -> entry.connectionId().map(ConnectionId::toString).orElse(""));

  private final TemperaRuntime runtime;
  private final Owner owner;
  private final Entries entries;
  private final Links links;
  private final Policies policies;
  private final Judgments judgments;
  private final Supplier<Settings> settings;

  @Inject
  ConnectionManagerShell(
      Services services,
      Owner owner,
      Entries entries,
      Links links,
      Policies policies,
      Judgments judgments,
      Supplier<Settings> settings) {
    this.runtime = services.runtime();
    this.owner = owner;
    this.entries = entries;
    this.links = links;
    this.policies = policies;
    this.judgments = judgments;
    this.settings = settings;
  }

  @Override
  public AcquireResult acquireOutbound(
      SocketAddress remote, DiffusionMode mode, Provenance provenance) throws InterruptedException {
    while (true) {
      Reply reply =
          await(
              caller ->
                  registry ->
                      registry.acquire(remote, new Event.Acquire(caller, mode, provenance)));
      if (reply instanceof Reply.Failed failed) {
        throw failed.exception();
      }
      if (!(reply instanceof Reply.Again)) {
        return connection(reply);
      }
    }
  }

  @Override
  public OperationResult<ConnectionState> releaseOutbound(ConnectionHandle connection)
      throws InterruptedException {
    return state(await(caller -> asking(connection, new Event.Release(caller))));
  }

  @Override
  public AcquireResult includeInbound(Bearer bearer) throws InterruptedException {
    int limit = settings.get().inboundHardLimit();
    return connection(await(caller -> registry -> registry.include(caller, bearer, limit)));
  }

  @Override
  public OperationResult<InboundVerdict> releaseInbound(ConnectionHandle connection) {
    Reply reply = ask(connection, Event.ReleaseInbound::new);
    if (reply instanceof Reply.Verdict(var result)) {
      return result;
    }
    throw unexpected(reply);
  }

  @Override
  public OperationResult<ConnectionState> promotedToWarmRemote(ConnectionHandle connection) {
    return state(ask(connection, Event.PromotedToWarmRemote::new));
  }

  @Override
  public OperationResult<ConnectionState> demotedToColdRemote(ConnectionHandle connection) {
    return state(ask(connection, Event.DemotedToColdRemote::new));
  }

  @Override
  public void waitForOutboundDemotion(ConnectionHandle connection) throws InterruptedException {
    await(caller -> asking(connection, new Event.WatchDemotion(caller)));
  }

  @Override
  public List<ConnectionView> connections() {
    return entries.look(Registry::entries).stream().sorted(BY_REMOTE).map(Entry::view).toList();
  }

  @Override
  public ConnectionCounters counters() {
    return entries.look(Registry::counters);
  }

  @Override
  public int inboundHardLimit() {
    return settings.get().inboundHardLimit();
  }

  @Override
  public Subscription observe(ConnectionObserver observer) {
    Observation observation = new Observation(observer);
    entries.happen(registry -> registry.introduce(observation));
    return observation;
  }

  /**
   * Closes every connection, answers every caller, has every failure judged, and waits until that
   * is done, at most the close timeout for each; sockets that are open then are reset, and policies
   * that have not answered are left alone. Idempotent.
   */
  @Override
  public void close() {
    entries.happen(Registry::shutdown);
    Duration limit = settings.get().closeTimeout();
    try {
      try {
        entries.awaitIdle(limit);
        links.awaitNone(limit);
      } finally {
        links.reset();
      }
      judgments.awaitNone(limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Asks something of a connection. What may need room asks the policy first, outside of the lock;
   * the step goes by what is there by then.
   */
  private Function<Registry, List<Effect>> asking(ConnectionHandle connection, Event event) {
    Subject subject = Subject.of(connection, owner);
    int limit = settings.get().inboundHardLimit();
    Optional<Pruning> pruning = entries.look(registry -> registry.pruning(subject, event, limit));
    Room room = new Room(limit, pruning.map(policies::order).orElse(List.of()));
    return registry -> registry.ask(subject, event, room);
  }

  private Reply await(Function<Caller, Function<Registry, List<Effect>>> what)
      throws InterruptedException {
    BlockingCall call = new BlockingCall(runtime.newWait());
    entries.happen(what.apply(call));
    return call.await(caller -> entries.happen(registry -> registry.gaveUp(caller)));
  }

  private Reply ask(ConnectionHandle connection, Function<Caller, Event> event) {
    return entries.ask(caller -> asking(connection, event.apply(caller)));
  }

  private static AcquireResult connection(Reply reply) {
    if (reply instanceof Reply.Connection(AcquireResult result)) {
      return result;
    }
    throw unexpected(reply);
  }

  private static OperationResult<ConnectionState> state(Reply reply) {
    if (reply instanceof Reply.State(var result)) {
      return result;
    }
    throw unexpected(reply);
  }

  private static IllegalStateException unexpected(Reply reply) {
    return new IllegalStateException("Answered with " + reply + "; please report this");
  }
}

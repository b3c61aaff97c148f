package io.tempera.connection.manager.internal;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerFactory;
import io.tempera.bearer.DialRequest;
import io.tempera.connection.DisconnectReason;
import io.tempera.connection.Provenance;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.handshake.Agreed;
import io.tempera.handshake.DiffusionMode;
import io.tempera.handshake.Handshake;
import io.tempera.handshake.HandshakeOutcome;
import io.tempera.handshake.Offer;
import io.tempera.mux.Mux;
import io.tempera.mux.MuxException;
import io.tempera.mux.MuxFactory;
import io.tempera.protocol.ProtocolHost;
import io.tempera.protocol.Slots;
import io.tempera.runtime.TemperaRuntime;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Opens a connection, as a task: dials, negotiates, opens its slots and lets its multiplexer run.
 * What comes of it is told to the entry; whoever closes the link ends it at any point.
 *
 * <p>Errors are told too, such as that of a class which is gone while a bundle is refreshed: nobody
 * else would end the connection, or answer who waits for it.
 */
final class Opening {
  private final TemperaRuntime runtime;
  private final BearerFactory bearers;
  private final MuxFactory muxes;
  private final Handshake handshake;
  private final ProtocolHost host;
  private final Owner owner;
  private final ListeningAddresses addresses;
  private final Supplier<Settings> settings;
  private final Provider<Entries> entries;

  @Inject
  Opening(
      Services services,
      Owner owner,
      ListeningAddresses addresses,
      Supplier<Settings> settings,
      Provider<Entries> entries) {
    this.runtime = services.runtime();
    this.bearers = services.bearers();
    this.muxes = services.muxes();
    this.handshake = services.handshake();
    this.host = services.host();
    this.owner = owner;
    this.addresses = addresses;
    this.settings = settings;
    this.entries = entries;
  }

  /** A connection of our own. */
  void dial(long entry, Link link, SocketAddress remote, DiffusionMode asked) {
    DiffusionMode mode = settings.get().mode(asked);
    Bearer bearer;
    try {
      bearer = bearers.dial(request(remote, mode));
    } catch (InterruptedException e) {
      link.failed();
      tell(entry, new Event.DialFailed(Sentences.gaveUp()));
      return;
    } catch (RuntimeException | Error e) {
      link.failed();
      tell(entry, new Event.DialFailed(Failure.of(FailureCategory.INTERNAL, e)));
      return;
    }
    if (link.hold(bearer)) {
      entries.get().happen(registry -> registry.dialled(entry, bearer.connectionId()));
    }
    if (link.isOpen()) {
      negotiate(entry, link, bearer, Provenance.OUTBOUND, mode);
    }
  }

  private DialRequest request(SocketAddress remote, DiffusionMode mode) {
    // Only who answers too is to be recognised by its listening address.
    return new DialRequest(
        remote,
        mode == DiffusionMode.INITIATOR_AND_RESPONDER
            ? addresses.localFor(remote)
            : Optional.empty(),
        settings.get().connectTimeout());
  }

  /** A connection of the remote side's. */
  void accept(long entry, Link link, Bearer bearer) {
    if (link.hold(bearer)) {
      DiffusionMode mode = settings.get().mode(DiffusionMode.INITIATOR_AND_RESPONDER);
      negotiate(entry, link, bearer, Provenance.INBOUND, mode);
    }
  }

  private void negotiate(
      long entry, Link link, Bearer bearer, Provenance provenance, DiffusionMode mode) {
    Mux mux;
    try {
      mux = muxes.create(bearer);
    } catch (RuntimeException | Error e) {
      tell(entry, broken(e));
      link.close();
      return;
    }
    link.hold(mux, bearer);
    Event outcome;
    try {
      outcome = outcome(entry, mux, provenance, mode);
    } catch (InterruptedException e) {
      outcome = new Event.HandshakeBroken(new DisconnectReason.HandlerFailed(Sentences.gaveUp()));
    } catch (RuntimeException | Error e) {
      outcome = broken(e);
    }
    link.attemptOver();
    tell(entry, outcome);
    // Only now: a remote side that refuses and resets at once has still refused.
    mux.whenEnded(end -> tell(entry, new Event.MuxEnded(end)));
  }

  private Event outcome(long entry, Mux mux, Provenance provenance, DiffusionMode mode)
      throws InterruptedException {
    Offer offer = settings.get().offer(mode);
    HandshakeOutcome outcome =
        provenance == Provenance.OUTBOUND
            ? handshake.client(mux.handshakeChannel(), offer)
            : handshake.server(mux.handshakeChannel(), offer);
    return switch (outcome) {
      case HandshakeOutcome.Accepted(Agreed agreed) -> open(entry, mux, provenance, agreed, mode);
      case HandshakeOutcome.Refused(boolean byUs, var reason) ->
          new Event.HandshakeRefused(
              reason(
                  provenance,
                  outcome,
                  (byUs ? "we refused: " : "the remote side refused: ") + reason.text()));
      case HandshakeOutcome.Violated(Failure failure) ->
          new Event.HandshakeBroken(reason(provenance, outcome, failure.text()));
      case HandshakeOutcome.Queried(var versions) ->
          new Event.HandshakeBroken(new DisconnectReason.Query());
    };
  }

  private Event open(
      long entry, Mux mux, Provenance provenance, Agreed agreed, DiffusionMode mode) {
    // What is registered depends on what this node does here, not on what was agreed.
    Slots slots = host.open(mux, agreed, mode);
    mux.run();
    return new Event.Negotiated(
        new NegotiatedConnection(
            owner, entry, provenance, agreed, mux, slots, runtime.clock().wallTime()));
  }

  private static DisconnectReason reason(
      Provenance provenance, HandshakeOutcome outcome, String text) {
    return provenance == Provenance.OUTBOUND
        ? new DisconnectReason.HandshakeClient(outcome, text)
        : new DisconnectReason.HandshakeServer(outcome, text);
  }

  private static Event broken(Throwable thrown) {
    Failure failure = Failure.of(FailureCategory.INTERNAL, thrown);
    // A multiplexer that has ended refuses its user; an operator wants to know why it ended.
    Failure why = thrown instanceof MuxException ? failure.cause().orElse(failure) : failure;
    return new Event.HandshakeBroken(new DisconnectReason.HandlerFailed(why));
  }

  private void tell(long entry, Event event) {
    entries.get().happen(registry -> registry.tell(entry, event));
  }
}

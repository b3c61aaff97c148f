package io.tempera.connection.manager.internal;

import io.tempera.connection.DisconnectReason;
import io.tempera.connection.Provenance;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.handshake.DataFlow;
import io.tempera.handshake.DiffusionMode;
import io.tempera.handshake.HandshakeOutcome;
import io.tempera.handshake.RefuseReason;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxError;
import java.util.ArrayList;
import java.util.List;

/** Every event that an entry can get, likely or not: each caller asks for one thing at a time. */
final class EverythingThatCanHappen {
  private static final DisconnectReason REFUSED =
      new DisconnectReason.HandshakeServer(
          new HandshakeOutcome.Refused(true, new RefuseReason.VersionMismatch(List.of(14L))),
          "we refused: no version in common");
  private static final Failure FAILURE = Failure.of(FailureCategory.REMOTE_CLOSED, "it broke");

  private EverythingThatCanHappen() {}

  /**
   * To an entry.
   *
   * @param timerRuns whether its timer has been set and has neither gone off nor been cancelled
   */
  static List<Event> to(Entry entry, boolean timerRuns) {
    List<Event> events = new ArrayList<>();
    for (Samples.Named caller : Samples.Named.values()) {
      if (entry.waiting().stream().anyMatch(waiting -> waiting.caller() == caller)) {
        events.add(new Event.GaveUp(caller));
      } else {
        ask(events, entry, caller);
      }
    }
    events.add(new Event.Dialled(Samples.ID));
    events.add(new Event.AddressTaken(Samples.ID));
    events.add(new Event.DialFailed(FAILURE));
    for (Provenance provenance : Provenance.values()) {
      for (DataFlow flow : DataFlow.values()) {
        events.add(new Event.Negotiated(new Samples.Handle(Samples.ID, provenance, flow)));
      }
    }
    events.add(new Event.HandshakeRefused(REFUSED));
    events.add(new Event.HandshakeBroken(new DisconnectReason.Query()));
    events.add(new Event.HandshakeBroken(new DisconnectReason.HandlerFailed(FAILURE)));
    events.add(new Event.MuxEnded(new MuxEnd.Stopped()));
    events.add(new Event.MuxEnded(new MuxEnd.RemoteClosed("while nothing ran")));
    events.add(new Event.MuxEnded(new MuxEnd.Failed(new MuxError.UnknownMiniProtocol(99))));
    events.add(new Event.MuxEnded(new MuxEnd.Failed(new MuxError.BearerClosed("unasked"))));
    events.add(new Event.TimeUp(entry.round() - 1));
    if (timerRuns) {
      events.add(new Event.TimeUp(entry.round()));
    }
    events.add(new Event.Replaced());
    events.add(new Event.Pruned(1));
    events.add(new Event.Shutdown());
    return events;
  }

  private static void ask(List<Event> events, Entry entry, Caller caller) {
    // The registry makes a new entry for these two only, each in its own way.
    if (entry.exists() || entry.connectionId().isEmpty()) {
      for (Provenance provenance : Provenance.values()) {
        events.add(new Event.Acquire(caller, DiffusionMode.INITIATOR_AND_RESPONDER, provenance));
      }
    }
    if (!entry.exists() && entry.connectionId().isPresent()) {
      events.add(new Event.Include(caller, new StubBearer(Samples.ID)));
    }
    events.add(new Event.Release(caller));
    events.add(new Event.ReleaseInbound(caller));
    events.add(new Event.PromotedToWarmRemote(caller));
    events.add(new Event.DemotedToColdRemote(caller));
    events.add(new Event.WatchDemotion(caller));
  }
}

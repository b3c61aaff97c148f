package io.tempera.simulation.script;

import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerMonitoring;
import io.tempera.peer.PeerSelectionActionException;
import io.tempera.peer.PeerStateActions;
import io.tempera.simulation.CallTrace;
import io.tempera.simulation.CallTrace.Answer;
import io.tempera.simulation.CallTrace.Operation;
import io.tempera.simulation.CallTrace.Seen;
import io.tempera.trace.Trace;
import java.net.SocketAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The calls of one node's peer state actions: what is asked is said, and what is answered. */
public final class PeerCalls {
  private final PeerStateActions actions;
  private final Consumer<Trace> listener;
  private final Consumer<String> tally;
  private final AtomicLong last = new AtomicLong();

  /**
   * For one node.
   *
   * @param listener gets what is said
   * @param tally gets each operation with its answer, to be counted
   */
  public PeerCalls(PeerStateActions actions, Consumer<Trace> listener, Consumer<String> tally) {
    this.actions = actions;
    this.listener = listener;
    this.tally = tally;
  }

  /** A call that blocks, and gives a handle. */
  private interface Call {
    PeerConnectionHandle run() throws InterruptedException;
  }

  /**
   * Cold to warm. Blocks.
   *
   * @param patient whether the caller has waited for as long as the peer's last end asked it to
   * @return the peer, unless it was refused
   */
  public Optional<PeerConnectionHandle> establish(
      SocketAddress remote, DiffusionMode mode, Provenance provenance, boolean patient)
      throws InterruptedException {
    return ask(
        Operation.ESTABLISH,
        remote,
        Optional.empty(),
        patient,
        () -> actions.establishPeerConnection(remote, mode, provenance));
  }

  /**
   * Another step of a peer that was established. Blocks.
   *
   * @return whether it was done
   */
  public boolean ask(Operation operation, PeerConnectionHandle peer) throws InterruptedException {
    return ask(
            operation,
            peer.connectionId().remote(),
            Optional.of(Seen.of(peer)),
            false,
            () -> {
              perform(operation, peer);
              return peer;
            })
        .isPresent();
  }

  private void perform(Operation operation, PeerConnectionHandle peer) throws InterruptedException {
    switch (operation) {
      case ACTIVATE -> actions.activatePeerConnection(peer);
      case DEACTIVATE -> actions.deactivatePeerConnection(peer);
      case CLOSE -> actions.closePeerConnection(peer);
      case ESTABLISH -> throw new IllegalArgumentException("It was established: " + peer);
    }
  }

  private Optional<PeerConnectionHandle> ask(
      Operation operation, SocketAddress remote, Optional<Seen> seen, boolean patient, Call call)
      throws InterruptedException {
    long number = last.incrementAndGet();
    listener.accept(new CallTrace.Asked(number, operation, remote, seen, patient));
    try {
      PeerConnectionHandle peer = call.run();
      answered(number, operation, new Answer.Done(Optional.of(peer.connectionId())));
      return Optional.of(peer);
    } catch (PeerSelectionActionException e) {
      answered(number, operation, new Answer.Refused(e));
      return Optional.empty();
    } catch (InterruptedException e) {
      answered(number, operation, new Answer.GaveUp());
      throw e;
    }
  }

  private void answered(long number, Operation operation, Answer answer) {
    listener.accept(new CallTrace.Answered(number, answer));
    tally.accept(operation.name().toLowerCase(Locale.ROOT) + ": " + answer.text());
  }

  /** How a peer is doing. */
  PeerMonitoring monitor(PeerConnectionHandle peer) {
    PeerMonitoring monitoring = actions.monitorPeerConnection(peer);
    listener.accept(new CallTrace.Monitored(peer.connectionId(), monitoring));
    return monitoring;
  }

  /** Says that whoever waits for something of a peer is going to be interrupted. */
  void interrupting(SocketAddress remote) {
    listener.accept(new CallTrace.Interrupted(remote));
  }
}

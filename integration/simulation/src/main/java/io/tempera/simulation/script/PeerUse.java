package io.tempera.simulation.script;

import io.tempera.bearer.ConnectionId;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerSelectionActionException;
import io.tempera.peer.PeerStateActions;
import io.tempera.peer.PeerStatus;
import io.tempera.protocol.Temperature;
import io.tempera.runtime.Task;
import io.tempera.runtime.TemperaRuntime;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Uses the peer state actions: promotes and demotes the other node. Whatever a script asks for is
 * asked for at once, while other calls are under way too: each is answered, or refused.
 */
final class PeerUse implements Use {
  private final TemperaRuntime runtime;
  private final PeerStateActions actions;
  private final InetSocketAddress remote;
  private final Consumer<String> tally;
  private final List<Task> waiting = new CopyOnWriteArrayList<>();
  private volatile Optional<PeerConnectionHandle> peer = Optional.empty();

  PeerUse(
      TemperaRuntime runtime,
      PeerStateActions actions,
      InetSocketAddress remote,
      Consumer<String> tally) {
    this.runtime = runtime;
    this.actions = actions;
    this.remote = remote;
    this.tally = tally;
  }

  /** A call that blocks. */
  private interface Call {
    void run() throws InterruptedException;
  }

  private void start(String what, Call call) {
    waiting.removeIf(Task::isDone);
    waiting.add(
        runtime.tasks().start(what + " " + remote, () -> tally.accept(outcome(what, call))));
  }

  private static String outcome(String what, Call call) {
    try {
      call.run();
      return what + ": done";
    } catch (PeerSelectionActionException e) {
      return what + ": " + e.getClass().getSimpleName();
    } catch (InterruptedException e) {
      return what + ": interrupted";
    }
  }

  @Override
  public Optional<ConnectionId> connectionId() {
    return peer.filter(p -> p.status() != PeerStatus.COLD).map(PeerConnectionHandle::connectionId);
  }

  @Override
  public void connect(Step.Connect step) {
    start(
        "establish",
        () ->
            peer =
                Optional.of(
                    actions.establishPeerConnection(remote, step.mode(), step.provenance())));
  }

  @Override
  public void talk(Temperature temperature) {
    if (temperature == Temperature.HOT) {
      peer.ifPresent(p -> start("activate", () -> actions.activatePeerConnection(p)));
    }
  }

  @Override
  public void hush(Temperature temperature) {
    if (temperature == Temperature.HOT) {
      peer.ifPresent(p -> start("deactivate", () -> actions.deactivatePeerConnection(p)));
    }
  }

  @Override
  public void release() {
    peer.ifPresent(p -> start("close", () -> actions.closePeerConnection(p)));
  }

  @Override
  public void giveUp() {
    waiting.forEach(Task::interrupt);
  }
}

package io.tempera.simulation.script;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerStatus;
import io.tempera.protocol.Temperature;
import io.tempera.runtime.Task;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.simulation.CallTrace.Operation;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Uses the peer state actions: promotes and demotes the other node. Whatever a script asks for is
 * asked for at once, while other calls are under way too: each is answered, or refused.
 */
final class PeerUse implements Use {
  private final TemperaRuntime runtime;
  private final PeerCalls calls;
  private final InetSocketAddress remote;
  private final List<Task> callers = new CopyOnWriteArrayList<>();
  private final List<Task> keepers = new CopyOnWriteArrayList<>();
  private volatile Optional<PeerConnectionHandle> peer = Optional.empty();

  /** How the last connect of the script wished it: whoever else connects wishes the same. */
  private volatile DiffusionMode mode = DiffusionMode.INITIATOR_AND_RESPONDER;

  private volatile Provenance provenance = Provenance.OUTBOUND;

  PeerUse(TemperaRuntime runtime, PeerCalls calls, InetSocketAddress remote) {
    this.runtime = runtime;
    this.calls = calls;
    this.remote = remote;
  }

  /** What a caller does; it blocks. */
  private interface Work {
    void run() throws InterruptedException;
  }

  private void start(List<Task> among, String what, Work work) {
    among.removeIf(Task::isDone);
    among.add(
        runtime
            .tasks()
            .start(
                what + " " + remote,
                () -> {
                  try {
                    work.run();
                  } catch (InterruptedException e) {
                    // It has said so.
                  }
                }));
  }

  @Override
  public Optional<ConnectionId> connectionId() {
    return peer.filter(p -> p.status() != PeerStatus.COLD).map(PeerConnectionHandle::connectionId);
  }

  @Override
  public void connect(Step.Connect step) {
    mode = step.mode();
    provenance = step.provenance();
    one(Operation.ESTABLISH);
  }

  @Override
  public void talk(Temperature temperature) {
    if (temperature == Temperature.HOT) {
      one(Operation.ACTIVATE);
    }
  }

  @Override
  public void hush(Temperature temperature) {
    if (temperature == Temperature.HOT) {
      one(Operation.DEACTIVATE);
    }
  }

  @Override
  public void release() {
    one(Operation.CLOSE);
  }

  private void one(Operation operation) {
    start(callers, operation.name(), () -> ask(operation));
  }

  @Override
  public void crowd(Step.Crowd step) {
    if (step.inTurn()) {
      start(
          callers,
          "one after the other",
          () -> {
            for (Operation operation : step.operations()) {
              ask(operation);
            }
          });
    } else {
      step.operations().forEach(this::one);
    }
  }

  /** What is asked of a peer that nobody has established yet is not asked. */
  private void ask(Operation operation) throws InterruptedException {
    if (operation == Operation.ESTABLISH) {
      establish(false);
    } else if (peer.isPresent()) {
      calls.ask(operation, peer.get());
    }
  }

  private Optional<PeerConnectionHandle> establish(boolean patient) throws InterruptedException {
    Optional<PeerConnectionHandle> established = calls.establish(remote, mode, provenance, patient);
    if (established.isPresent()) {
      peer = established;
    }
    return established;
  }

  /** One keeper at a time, as a node has one outbound governor. */
  @Override
  public void keep(Step.Keep step) {
    if (keepers.stream().allMatch(Task::isDone)) {
      Keeper keeper =
          new Keeper(runtime.newWait(), calls, this::establish, step.hot(), step.times());
      start(keepers, "keep", keeper::run);
    }
  }

  @Override
  public void giveUp() {
    calls.interrupting(remote);
    callers.forEach(Task::interrupt);
  }

  @Override
  public void leave() {
    calls.interrupting(remote);
    keepers.forEach(Task::interrupt);
  }
}

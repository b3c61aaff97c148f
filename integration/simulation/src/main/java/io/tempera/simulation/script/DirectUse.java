package io.tempera.simulation.script;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionManagerException;
import io.tempera.mux.MuxException;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Temperature;
import io.tempera.runtime.Task;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import io.tempera.simulation.Node;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Uses the connection manager as peer state actions do, but without them: takes a connection, runs
 * initiators on it, and lets go of it. One thing at a time; what is asked for meanwhile does not
 * happen.
 */
final class DirectUse implements Use {
  /** How long initiators may take to end; those of scripts need 60 s at the most, for an answer. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(90);

  private enum Phase {
    NONE,
    CONNECTING,
    OPEN,
    LETTING_GO
  }

  private final TemperaRuntime runtime;
  private final Node node;
  private final InetSocketAddress remote;
  private final Consumer<String> tally;
  private final Wait changed;
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.NONE);
  private volatile Optional<ConnectionHandle> handle = Optional.empty();
  private Optional<Task> connecting = Optional.empty();

  DirectUse(TemperaRuntime runtime, Node node, InetSocketAddress remote, Consumer<String> tally) {
    this.runtime = runtime;
    this.node = node;
    this.remote = remote;
    this.tally = tally;
    this.changed = runtime.newWait();
  }

  @Override
  public Optional<ConnectionId> connectionId() {
    return handle.map(ConnectionHandle::connectionId);
  }

  @Override
  public void connect(Step.Connect step) {
    if (phase.compareAndSet(Phase.NONE, Phase.CONNECTING)) {
      connecting = Optional.of(runtime.tasks().start("connect to " + remote, () -> acquire(step)));
    }
  }

  private void acquire(Step.Connect step) {
    try {
      switch (node.connections().acquireOutbound(remote, step.mode(), step.provenance())) {
        case AcquireResult.Connected(ConnectionHandle connected) -> opened(connected);
        case AcquireResult.Disconnected(var id, var reason) -> {
          tally.accept("lost: " + reason.getClass().getSimpleName());
          phase.set(Phase.NONE);
        }
      }
    } catch (ConnectionManagerException e) {
      tally.accept("not to be had: " + e.reason());
      phase.set(Phase.NONE);
    } catch (InterruptedException e) {
      phase.set(Phase.NONE);
    }
  }

  private void opened(ConnectionHandle connected) {
    tally.accept("connected: " + connected.provenance() + " " + connected.agreed().dataFlow());
    handle = Optional.of(connected);
    phase.set(Phase.OPEN);
    connected.mux().whenEnded(end -> ended(connected));
    talk(Temperature.ESTABLISHED);
  }

  private void ended(ConnectionHandle which) {
    if (handle.filter(h -> h == which).isPresent()) {
      handle = Optional.empty();
      phase.compareAndSet(Phase.OPEN, Phase.NONE);
      changed.wake();
    }
  }

  @Override
  public void talk(Temperature temperature) {
    Optional<ConnectionHandle> open = handle;
    if (phase.get() == Phase.OPEN && open.isPresent()) {
      try {
        open.get().slots().control(temperature, ControlMessage.CONTINUE);
        open.get().slots().startInitiators(temperature);
      } catch (MuxException e) {
        // It has ended meanwhile, which is told elsewhere.
      }
    }
  }

  @Override
  public void hush(Temperature temperature) {
    if (phase.get() == Phase.OPEN) {
      handle.ifPresent(h -> h.slots().control(temperature, ControlMessage.TERMINATE));
    }
  }

  @Override
  public void crowd(Step.Crowd step) {
    throw new IllegalStateException("There are no peer state actions here: " + step);
  }

  @Override
  public void keep(Step.Keep step) {
    throw new IllegalStateException("There are no peer state actions here: " + step);
  }

  @Override
  public void giveUp() {
    connecting.ifPresent(Task::interrupt);
  }

  @Override
  public void leave() {
    // It does one thing at a time, and nothing later.
  }

  @Override
  public void release() {
    Optional<ConnectionHandle> open = handle;
    if (open.isPresent() && phase.compareAndSet(Phase.OPEN, Phase.LETTING_GO)) {
      runtime.tasks().start("let go of " + remote, () -> letGo(open.get()));
    }
  }

  private void letGo(ConnectionHandle of) {
    try {
      for (Temperature temperature : Temperature.values()) {
        of.slots().control(temperature, ControlMessage.TERMINATE);
      }
      AtomicBoolean over = new AtomicBoolean();
      of.slots()
          .whenEnded(
              EnumSet.allOf(Temperature.class),
              () -> {
                over.set(true);
                changed.wake();
              });
      if (!changed.until(() -> over.get() || handle.isEmpty(), LAST_WORDS)) {
        throw new IllegalStateException("Initiators do not end on " + of);
      }
      if (handle.isPresent()) {
        tally.accept("let go: " + outcome(of));
      }
    } catch (InterruptedException e) {
      // The node goes down.
    } finally {
      handle = Optional.empty();
      phase.set(Phase.NONE);
    }
  }

  private String outcome(ConnectionHandle of) throws InterruptedException {
    return String.valueOf(node.connections().releaseOutbound(of));
  }
}

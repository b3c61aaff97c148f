package io.tempera.listener.internal;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerException;
import io.tempera.bearer.BearerListener;
import io.tempera.bearer.BearerTrace;
import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionManager;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import io.tempera.trace.Tracer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Accepts one connection after the other, at the pace that the limits give, and hands those whom
 * the gate lets in to the connection manager, each on a task of its own. Others wait in the
 * kernel's backlog meanwhile. The delay from the soft limit on is paid once for each who is let in:
 * those whom the gate refuses change no count, and would else keep all others waiting.
 *
 * <p>Whoever was just accepted may not have been counted yet when the next is: the connection
 * manager looks at the hard limit again, and turns away who is beyond it.
 */
final class AcceptLoop {
  /**
   * How often it looks, at the hard limit, whether one of them has gone. No setting: a look costs
   * next to nothing, and waiting for the next is short beside the delays that are settings.
   */
  static final Duration AT_THE_LIMIT = Duration.ofMillis(500);

  private final TemperaRuntime runtime;
  private final Tracer tracer;
  private final ConnectionManager connections;
  private final Gate gate;
  private final Supplier<Settings> settings;
  private final Wait closing;
  private final BooleanSupplier closed;
  private final Retry retry = new Retry();

  /** Whether the delay from the soft limit on was waited out, and nobody was let in since. */
  private boolean waited;

  /**
   * A loop that ends once it is closed.
   *
   * @param closing woken when it is
   */
  AcceptLoop(
      Services services,
      Gate gate,
      Supplier<Settings> settings,
      Wait closing,
      BooleanSupplier closed) {
    this.runtime = services.runtime();
    this.tracer = services.tracer();
    this.connections = services.connections();
    this.gate = gate;
    this.settings = settings;
    this.closing = closing;
    this.closed = closed;
  }

  /** Accepts until it is closed. */
  void run(BearerListener listener) throws InterruptedException {
    while (!closed.getAsBoolean()) {
      awaitRoom();
      if (!closed.getAsBoolean()) {
        acceptOne(listener);
      }
    }
  }

  private void awaitRoom() throws InterruptedException {
    AcceptLimits limits = limits();
    int inbound = connections.counters().inbound();
    Duration delay = limits.delayAt(inbound);
    if (limits.isFull(inbound) || delay.isPositive() && !waited) {
      gate.waits(limits, inbound, delay);
      closing.until(closed, delay);
      waited = true;
    }
    while (isFull() && !closing.until(closed, AT_THE_LIMIT)) {
      // One may have gone by now.
    }
  }

  private boolean isFull() {
    return limits().isFull(connections.counters().inbound());
  }

  /** Of a change, the door or the connection manager may have refused its part. */
  private AcceptLimits limits() {
    return settings.get().accept().before(connections.inboundHardLimit());
  }

  private void acceptOne(BearerListener listener) throws InterruptedException {
    Bearer bearer;
    try {
      bearer = listener.accept();
    } catch (BearerException e) {
      failed(listener, e);
      return;
    }
    retry.succeeded();
    boolean handedOver = false;
    try {
      handedOver = handOver(bearer);
    } finally {
      if (!handedOver) {
        bearer.close();
      }
    }
  }

  /** Whether it is somebody else's now; otherwise it was refused. */
  private boolean handOver(Bearer bearer) {
    Optional<Guest> guest = gate.knock(bearer.connectionId());
    guest.ifPresent(who -> start(bearer, who));
    return guest.isPresent();
  }

  private void start(Bearer bearer, Guest guest) {
    boolean started = false;
    try {
      runtime.tasks().start("include " + bearer.connectionId(), () -> include(bearer, guest));
      started = true;
      waited = false;
    } finally {
      if (!started) {
        guest.leaves();
      }
    }
  }

  private void failed(BearerListener listener, BearerException e) throws InterruptedException {
    if (!closed.getAsBoolean()) {
      Duration again = retry.after(e.failure().category(), settings.get().pauses());
      gate.failed();
      tracer.trace(new BearerTrace.AcceptFailed(listener.localAddress(), e.failure(), again));
      closing.until(closed, again);
    }
  }

  private void include(Bearer bearer, Guest guest) {
    boolean there = false;
    try {
      if (connections.includeInbound(bearer) instanceof AcquireResult.Connected(var handle)) {
        guest.stays(handle.mux());
        there = true;
      }
    } catch (InterruptedException e) {
      bearer.close();
    } catch (RuntimeException | Error e) {
      bearer.close();
      throw e;
    } finally {
      if (!there) {
        guest.leaves();
      }
    }
  }
}

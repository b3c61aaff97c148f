package io.tempera.benchmarks.protocol;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerException;
import io.tempera.bearer.BearerListener;
import io.tempera.benchmarks.half.Desk;
import io.tempera.benchmarks.visit.Visits;
import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionManager;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import io.tempera.runtime.internal.RuntimeComponent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Two nodes and their connection managers, with idle timeouts and time-wait of zero. A connection
 * manager has one connection to a remote address at a time, so each guest visits another port.
 */
public final class NodeVisits implements Visits {
  private final RuntimeComponent runtime = new RuntimeComponent();
  private final Node guests = Node.talking(runtime, new Desk(), new Desk());
  private final Node host = Node.talking(runtime, new Desk(), new Desk());
  private final List<BearerListener> doors = new ArrayList<>();
  private final CountDownLatch accepting = new CountDownLatch(GUESTS);

  private NodeVisits() {
    for (int i = 0; i < GUESTS; i++) {
      InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      BearerListener door = host.bearers().listen(any);
      doors.add(door);
      runtime.tasks().start("accept guests", () -> accept(door));
    }
  }

  /** Listens. */
  public static NodeVisits open() {
    return new NodeVisits();
  }

  private void accept(BearerListener door) {
    try {
      while (true) {
        Bearer bearer = door.accept();
        runtime.tasks().start("serve a guest", () -> serve(bearer));
      }
    } catch (InterruptedException | BearerException e) {
      // The end: the door is closed.
      accepting.countDown();
    }
  }

  private void serve(Bearer bearer) {
    try {
      host.connections().includeInbound(bearer);
    } catch (InterruptedException e) {
      bearer.close();
    }
  }

  @Override
  public String name() {
    return "Tempera's connection manager";
  }

  @Override
  public void visit(int guest) throws InterruptedException {
    ConnectionManager manager = guests.connections();
    AcquireResult result =
        manager.acquireOutbound(
            doors.get(guest).localAddress(), DiffusionMode.INITIATOR_ONLY, Provenance.OUTBOUND);
    if (!(result instanceof AcquireResult.Connected(ConnectionHandle handle))) {
      throw new IllegalStateException("There is no connection, but " + result);
    }
    manager.releaseOutbound(handle);
    manager.waitForOutboundDemotion(handle);
  }

  @Override
  public void close() throws InterruptedException {
    doors.forEach(BearerListener::close);
    accepting.await();
    guests.close();
    host.close();
    runtime.close();
  }
}

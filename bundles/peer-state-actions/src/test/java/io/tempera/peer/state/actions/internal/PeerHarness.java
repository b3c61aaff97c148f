package io.tempera.peer.state.actions.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import io.tempera.connection.Provenance;
import io.tempera.failure.Failure;
import io.tempera.handshake.DiffusionMode;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerSelectionActionsTrace;
import io.tempera.protocol.Temperature;
import io.tempera.testkit.RecordingTracer;
import io.tempera.testkit.VirtualRuntime;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;

/** The peer state actions on virtual time, with a connection manager that the test drives. */
final class PeerHarness {
  static final InetSocketAddress REMOTE = new InetSocketAddress("127.0.0.1", 3001);

  final VirtualRuntime runtime;
  final RecordingTracer tracer;
  final FakeConnections connections;
  final Policies policies = new Policies();
  final List<Failure> nodeStops = new ArrayList<>();
  final PeerActions actions;
  PeerSettings settings = PeerSettings.defaults();

  /** Keep-alive (8), and chain-sync, block-fetch and tx-submission (2, 3, 4) as hot ones. */
  PeerHarness() {
    this(
        new VirtualRuntime(),
        c -> c.with(Temperature.ESTABLISHED, 8).with(Temperature.HOT, 2, 3, 4));
  }

  PeerHarness(VirtualRuntime runtime, UnaryOperator<FakeConnection> make) {
    this.runtime = runtime;
    this.tracer = new RecordingTracer(runtime);
    this.connections = new FakeConnections(runtime, make);
    this.actions =
        Guice.createInjector(
                new PeerStateActionsModule(
                    runtime, connections, tracer, () -> settings, policies, nodeStops::add))
            .getInstance(PeerActions.class);
  }

  PeerConnectionHandle establish() throws Exception {
    return runtime.call(this::establishBlocking);
  }

  PeerConnectionHandle establishBlocking() throws InterruptedException {
    return actions.establishPeerConnection(
        REMOTE, DiffusionMode.INITIATOR_AND_RESPONDER, Provenance.OUTBOUND);
  }

  PeerConnectionHandle hot() throws Exception {
    PeerConnectionHandle peer = establish();
    runtime.run(() -> actions.activatePeerConnection(peer));
    return peer;
  }

  /** Blocks; returns something, so that it can be {@link #thrownBy}. */
  Object activate(PeerConnectionHandle peer) throws InterruptedException {
    actions.activatePeerConnection(peer);
    return "activated";
  }

  /** Blocks; returns something, so that it can be {@link #thrownBy}. */
  Object deactivate(PeerConnectionHandle peer) throws InterruptedException {
    actions.deactivatePeerConnection(peer);
    return "deactivated";
  }

  void assertNothingLeft() {
    runtime.assertNothingLeft();
    assertThat(actions.peers()).isEmpty();
    assertThat(connection().listeners()).isZero();
  }

  FakeConnection connection() {
    return connections.to(REMOTE);
  }

  /** What a blocking call throws; virtual time passes as it needs. */
  Throwable thrownBy(Callable<?> call) {
    try {
      runtime.call(call);
    } catch (Exception thrown) {
      return thrown;
    }
    throw new AssertionError("nothing was thrown");
  }

  /** The peers' traces so far, in short, without addresses. */
  List<String> traces() {
    return tracer.traces(PeerSelectionActionsTrace.class).stream()
        .map(PeerHarness::shorten)
        .toList();
  }

  private static String shorten(PeerSelectionActionsTrace trace) {
    return trace.text().replaceFirst("^peer \\S+ ", "");
  }
}

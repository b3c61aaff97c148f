package io.tempera.peer.state.actions.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Guice;
import com.google.inject.Injector;
import io.tempera.connection.Provenance;
import io.tempera.failure.FailureCategory;
import io.tempera.handshake.DiffusionMode;
import io.tempera.mux.MuxEnd;
import io.tempera.peer.EstablishConnectionException.NoConnectionException;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChanged;
import io.tempera.peer.PeerStatus;
import io.tempera.peer.PeerStatusChangeType;
import io.tempera.runtime.Task;
import io.tempera.testkit.VirtualRuntime;
import io.tempera.trace.Trace;
import io.tempera.trace.Tracer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The end of the peer state actions: cooperative, bounded, and with nothing left. */
@Timeout(60)
final class ShutdownTest {
  private final PeerHarness node = new PeerHarness();
  private final VirtualRuntime runtime = node.runtime;
  private final PeerActions actions = node.actions;

  @Test
  void peersEndTheirProtocolsAndThenTheirConnectionsWithoutDelay() throws Exception {
    PeerConnectionHandle peer = node.hot();
    Duration before = runtime.elapsed();
    runtime.run(actions::shutdown);
    assertThat(runtime.elapsed()).isEqualTo(before);
    assertThat(node.connection().end()).contains(new MuxEnd.Stopped());
    assertThat(peer.status()).isEqualTo(PeerStatus.COLD);
    assertThat(node.traces())
        .endsWith("warm -> cooling", "monitoring: over", "was hot for 0 ms", "cooling -> cold");
    runtime.run(actions::shutdown);
    runtime.assertNothingLeft();
  }

  @Test
  void aPeerWhoseProtocolsDoNotEndIsClosedAfterTheShutdownTimeout() throws Exception {
    PeerConnectionHandle peer = node.establish();
    node.connection().deaf(8);
    Task closer =
        runtime.start(
            "closes",
            () ->
                assertThatThrownBy(() -> actions.closePeerConnection(peer))
                    .isInstanceOfSatisfying(
                        NoConnectionException.class,
                        thrown ->
                            assertThat(thrown.failure().category())
                                .isEqualTo(FailureCategory.SHUTTING_DOWN)));
    runtime.runUntilIdle();
    Duration before = runtime.elapsed();
    runtime.run(actions::shutdown);
    assertThat(runtime.elapsed().minus(before)).isEqualTo(Duration.ofSeconds(10));
    runtime.runUntilIdle();
    assertThat(closer.isDone()).isTrue();
    assertThat(peer.status()).isEqualTo(PeerStatus.COLD);
    assertThat(node.connection().end()).isPresent();
    assertThat(node.traces())
        .contains("warm -> cooling failed: it took longer than 10 s (shutdown.timeout)");
    runtime.assertNothingLeft();
  }

  @Test
  void whoIsStillConnectingIsToldAtOnceAndNobodyConnectsAnyMore() throws Exception {
    node.connections.beSilent();
    Task caller =
        runtime.start(
            "establishes",
            () ->
                assertThatThrownBy(node::establishBlocking)
                    .hasMessageContaining("the peer state actions are going down"));
    runtime.runUntilIdle();
    Duration before = runtime.elapsed();
    runtime.run(actions::shutdown);
    runtime.runUntilIdle();
    assertThat(runtime.elapsed()).isEqualTo(before);
    assertThat(caller.isDone()).isTrue();
    assertThat(
            node.thrownBy(
                () ->
                    actions.establishPeerConnection(
                        new InetSocketAddress("127.0.0.1", 3002),
                        DiffusionMode.INITIATOR_ONLY,
                        Provenance.OUTBOUND)))
        .isInstanceOfSatisfying(
            NoConnectionException.class,
            thrown ->
                assertThat(thrown.failure().category()).isEqualTo(FailureCategory.SHUTTING_DOWN));
    runtime.assertNothingLeft();
  }

  @Test
  void aPeerThatIsBeingGivenBackIsNotWaitedFor() throws Exception {
    PeerConnectionHandle peer = node.establish();
    Task closer = runtime.start("closes", () -> actions.closePeerConnection(peer));
    runtime.advance(Duration.ofSeconds(1));
    Duration before = runtime.elapsed();
    runtime.run(actions::shutdown);
    runtime.runUntilIdle();
    assertThat(runtime.elapsed()).isEqualTo(before);
    assertThat(closer.isDone()).isTrue();
    assertThat(peer.status()).isEqualTo(PeerStatus.COLD);
    runtime.assertNothingLeft();
  }

  /** Whoever goes down next takes away what is needed for that. */
  @Test
  void nobodyIsOverBeforeAllOfItsEndWasSaid() throws Exception {
    List<Boolean> overWhenItIsSaid = new ArrayList<>();
    AtomicReference<PeerDirectory> directory = new AtomicReference<>();
    Tracer tracer =
        new Tracer() {
          @Override
          public void trace(Trace trace) {
            if (trace instanceof PeerStatusChanged(PeerStatusChangeType.CoolingToCold end)) {
              overWhenItIsSaid.add(isEmpty(directory.get()));
            }
          }

          @Override
          public boolean wanted(Class<? extends Trace> kind) {
            return true;
          }
        };
    Injector injector =
        Guice.createInjector(
            new PeerStateActionsModule(
                runtime,
                node.connections,
                tracer,
                PeerSettings::defaults,
                new Policies(),
                why -> {}));
    directory.set(injector.getInstance(PeerDirectory.class));
    PeerActions others = injector.getInstance(PeerActions.class);
    runtime.call(
        () ->
            others.establishPeerConnection(
                PeerHarness.REMOTE, DiffusionMode.INITIATOR_AND_RESPONDER, Provenance.OUTBOUND));
    runtime.run(others::shutdown);
    assertThat(overWhenItIsSaid).containsExactly(false);
    assertThat(runtime.call(() -> isEmpty(directory.get()))).isTrue();
    runtime.assertNothingLeft();
  }

  private static boolean isEmpty(PeerDirectory directory) {
    try {
      return directory.awaitEmpty(Duration.ZERO);
    } catch (InterruptedException e) {
      throw new AssertionError("nobody waits", e);
    }
  }
}

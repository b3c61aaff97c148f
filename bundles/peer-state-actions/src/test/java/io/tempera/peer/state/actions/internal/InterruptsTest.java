package io.tempera.peer.state.actions.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Guice;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerStatus;
import io.tempera.peer.PeerStatusChangeType.HotToWarm;
import io.tempera.protocol.Temperature;
import io.tempera.runtime.Mailbox;
import io.tempera.runtime.Task;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.testkit.RecordingTracer;
import io.tempera.testkit.VirtualRuntime;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Callers that are interrupted: they leave, are told nothing, and what they asked for goes on. */
@Timeout(60)
final class InterruptsTest extends PeerScript {
  @Test
  void anInterruptedCallerIsToldNothingAndTheDeactivationGoesOn() {
    hot(2);
    happen(new PeerEvent.Deactivate(3));
    happen(new PeerEvent.Deactivate(4));
    happen(new PeerEvent.Interrupted(3));
    effects.clear();
    happen(ended(Temperature.HOT, 2));
    happen(hotOver());
    assertThat(effects)
        .contains(trace(changed(new HotToWarm(ID))), tellDone(4))
        .doesNotContain(tellDone(3));
    assertThat(peer.status()).isEqualTo(PeerStatus.WARM);
  }

  @Test
  void aPeerBecomesWarmAlsoWhenNobodyWaitsForItAnyMore() {
    happen(establish(1));
    happen(new PeerEvent.Interrupted(1));
    happen(new PeerEvent.Acquired(ID));
    happen(started(Temperature.WARM));
    happen(started(Temperature.ESTABLISHED, 8));
    assertThat(effects).noneMatch(PeerEffect.Tell.class::isInstance);
    assertThat(peer.status()).isEqualTo(PeerStatus.WARM);
  }

  @Test
  void asManyWaitAsThereAreLivingCallers() {
    warm();
    happen(new PeerEvent.Close(2));
    for (long caller = 3; caller < 1_000; caller++) {
      happen(new PeerEvent.Close(caller));
      happen(new PeerEvent.Interrupted(caller));
    }
    assertThat(((Live) peer).work().closing().orElseThrow().callers()).containsExactly(2L);
  }

  @Test
  void whoEstablishesAPeerThatWasGivenUpAndLeavesTakesItsTimerAlong() {
    happen(establish(1));
    happen(new PeerEvent.TimedOut(TimerKind.ESTABLISH, 1, World.LIMIT));
    happen(establish(2));
    effects.clear();
    happen(new PeerEvent.Interrupted(2));
    assertThat(effects).containsExactly(new PeerEffect.CancelTimer(TimerKind.ESTABLISH));
  }

  @Test
  void aThreadThatIsInterruptedTellsThePeerThatItHasLeft() throws Exception {
    VirtualRuntime runtime = new VirtualRuntime();
    List<Object> handled = new ArrayList<>();
    PeerActions actions = actions(runtime, handled);
    PeerConnectionHandle peer =
        runtime.call(
            () ->
                actions.establishPeerConnection(
                    PeerHarness.REMOTE,
                    DiffusionMode.INITIATOR_AND_RESPONDER,
                    Provenance.OUTBOUND));
    Task closer =
        runtime.start(
            "closes",
            () ->
                assertThatThrownBy(() -> actions.closePeerConnection(peer))
                    .isInstanceOf(InterruptedException.class));
    runtime.advance(Duration.ofSeconds(1));
    closer.interrupt();
    closer.join();
    assertThat(handled).contains(new PeerEvent.Close(2), new PeerEvent.Interrupted(2));
    runtime.advance(Duration.ofSeconds(70));
    assertThat(peer.status()).isEqualTo(PeerStatus.COLD);
    runtime.assertNothingLeft();
  }

  private static PeerActions actions(VirtualRuntime runtime, List<Object> handled) {
    FakeConnections connections =
        new FakeConnections(runtime, c -> c.with(Temperature.ESTABLISHED, 8));
    return Guice.createInjector(
            new PeerStateActionsModule(
                overheard(runtime, handled),
                connections,
                new RecordingTracer(runtime),
                PeerSettings::defaults,
                new Policies(),
                why -> {}))
        .getInstance(PeerActions.class);
  }

  /** The same, but what its mailboxes handle is written down. */
  private static TemperaRuntime overheard(TemperaRuntime runtime, List<Object> handled) {
    return (TemperaRuntime)
        Proxy.newProxyInstance(
            TemperaRuntime.class.getClassLoader(),
            new Class<?>[] {TemperaRuntime.class},
            (proxy, method, arguments) -> {
              if (method.getReturnType() == Mailbox.class) {
                @SuppressWarnings("unchecked") // It handles whatever is posted.
                Consumer<Object> handler = (Consumer<Object>) arguments[0];
                Consumer<Object> writesDown = handled::add;
                arguments[0] = writesDown.andThen(handler);
              }
              try {
                return method.invoke(runtime, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }
}

package io.tempera.peer.state.actions.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.connection.NodeDoor;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerStatus;
import io.tempera.protocol.Temperature;
import io.tempera.testkit.RecordingTracer;
import io.tempera.testkit.VirtualRuntime;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

/** The door: it hears the framework go down, and its settings make sense. */
@Timeout(60)
final class ComponentTest {
  private final VirtualRuntime runtime = new VirtualRuntime();
  private final FakeConnections connections =
      new FakeConnections(runtime, c -> c.with(Temperature.ESTABLISHED, 8));
  private final List<SynchronousBundleListener> listeners = new ArrayList<>();

  @Test
  void doorsShutAndThenPeersCloseWhenTheFrameworkBeginsToStopAndNotWhenAnotherBundleDoes()
      throws Exception {
    PeerStateActionsComponent door = door(300);
    List<PeerStatus> whenShut = new ArrayList<>();
    PeerConnectionHandle peer =
        runtime.call(
            () ->
                door.establishPeerConnection(
                    PeerHarness.REMOTE,
                    DiffusionMode.INITIATOR_AND_RESPONDER,
                    Provenance.OUTBOUND));
    door.bindDoor(
        () -> {
          throw new IllegalStateException("a door that jams");
        });
    door.bindDoor(() -> whenShut.add(peer.status()));
    NodeDoor gone = () -> whenShut.add(PeerStatus.HOT);
    door.bindDoor(gone);
    door.unbindDoor(gone);
    SynchronousBundleListener framework = listeners.get(0);
    runtime.run(() -> framework.bundleChanged(new BundleEvent(BundleEvent.STOPPING, bundle(7))));
    assertThat(peer.status()).isEqualTo(PeerStatus.WARM);
    assertThat(whenShut).isEmpty();
    runtime.run(() -> framework.bundleChanged(new BundleEvent(BundleEvent.STOPPING, bundle(0))));
    assertThat(peer.status()).isEqualTo(PeerStatus.COLD);
    assertThat(whenShut).containsExactly(PeerStatus.WARM);
    runtime.run(door::close);
    assertThat(listeners).isEmpty();
    runtime.assertNothingLeft();
  }

  @Test
  void aSettingThatMakesNoSenseIsRefusedWithItsKey() {
    assertThatThrownBy(() -> door(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("deactivate.timeout is 0 s; set it to 1 or more");
  }

  private PeerStateActionsComponent door(int deactivateTimeout) {
    return new PeerStateActionsComponent(
        config(deactivateTimeout), context(), runtime, connections, new RecordingTracer(runtime));
  }

  private static PeerStateActionsComponent.Config config(int deactivateTimeout) {
    return proxy(
        PeerStateActionsComponent.Config.class,
        (name, arguments) -> name.equals("deactivate_timeout") ? deactivateTimeout : 10);
  }

  private BundleContext context() {
    return proxy(
        BundleContext.class,
        (name, arguments) -> {
          if (name.equals("addBundleListener")) {
            listeners.add((SynchronousBundleListener) arguments[0]);
          } else {
            listeners.remove((SynchronousBundleListener) arguments[0]);
          }
          return null;
        });
  }

  private static Bundle bundle(long id) {
    return proxy(Bundle.class, (name, arguments) -> name.equals("getBundleId") ? id : 0);
  }

  private interface Answers {
    Object answer(String name, Object[] arguments);
  }

  private static <T> T proxy(Class<T> type, Answers answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                method.getName().equals("hashCode")
                    ? System.identityHashCode(proxy)
                    : answers.answer(method.getName(), arguments)));
  }
}

package io.tempera.staticpeers.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.Provenance;
import io.tempera.failure.FailureCategory;
import io.tempera.handshake.DiffusionMode;
import io.tempera.peer.PeerStatus;
import io.tempera.protocol.HostedProtocol;
import io.tempera.protocol.ProtocolHost;
import io.tempera.runtime.Subscription;
import io.tempera.testkit.RecordingTracer;
import io.tempera.testkit.VirtualRuntime;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The keepers on virtual time. */
@Timeout(60)
final class StaticPeersTest {
  private final VirtualRuntime runtime = new VirtualRuntime();
  private final FakeActions actions = new FakeActions(runtime);
  private final RecordingTracer tracer = new RecordingTracer(runtime);
  private final List<Runnable> whenReady = new ArrayList<>();
  private StaticPeersSettings settings = settings("127.0.0.1:1001", "hot");
  private final StaticPeers peers =
      Guice.createInjector(new StaticPeersModule(runtime, actions, host(), tracer, () -> settings))
          .getInstance(StaticPeers.class);

  @Test
  void nothingIsDialledBeforeTheRequiredProtocolsAreThere() throws Exception {
    peers.start();
    runtime.advance(Duration.ofMinutes(1));
    assertThat(actions.calls()).isEmpty();
    whenReady.forEach(Runnable::run);
    runtime.advance(Duration.ofSeconds(1));
    assertThat(actions.calls()).containsExactly("establish 1001 at 60 s", "activate 1001 at 60 s");
    assertThat(actions.peer(1001).status()).isEqualTo(PeerStatus.HOT);
    stop();
  }

  @Test
  void whoeverStopsBeforeTheNodeIsReadyIsForgotten() throws Exception {
    peers.start();
    assertThat(whenReady).hasSize(1);
    stop();
    assertThat(whenReady).isEmpty();
  }

  @Test
  void aPeerThatCoolsIsWaitedForAndEstablishedAgainAfterItsDelay() throws Exception {
    begin();
    actions.peer(1001).become(PeerStatus.COOLING, Optional.empty());
    runtime.advance(Duration.ofMinutes(5));
    assertThat(actions.calls()).hasSize(2);
    actions.peer(1001).become(PeerStatus.COLD, Optional.of(Duration.ofSeconds(30)));
    runtime.advance(Duration.ofSeconds(30));
    assertThat(actions.calls()).hasSize(2);
    runtime.advance(Duration.ofSeconds(5));
    assertThat(actions.calls()).hasSize(4);
    assertThat(actions.peer(1001).status()).isEqualTo(PeerStatus.HOT);
    stop();
  }

  @Test
  void aPeerThatFallsToWarmIsActivatedAgainAfterItsDelay() throws Exception {
    begin();
    actions.peer(1001).become(PeerStatus.WARM, Optional.of(Duration.ofSeconds(20)));
    runtime.advance(Duration.ofSeconds(20));
    assertThat(actions.peer(1001).status()).isEqualTo(PeerStatus.WARM);
    runtime.advance(Duration.ofSeconds(11));
    assertThat(actions.peer(1001).status()).isEqualTo(PeerStatus.HOT);
    assertThat(actions.calls()).hasSize(3);
    stop();
  }

  @Test
  void aPeerThatDoesNotAnswerIsTriedLessAndLessOften() throws Exception {
    actions.refuse(FailureCategory.REMOTE_CLOSED);
    begin();
    runtime.advance(Duration.ofSeconds(5 + 10 + 20 + 40 + 80 + 160 + 12));
    assertThat(actions.calls()).hasSize(7);
    stop();
  }

  @Test
  void nobodyIsTriedAnyMoreWhenThePeerStateActionsGoDown() throws Exception {
    actions.refuse(FailureCategory.SHUTTING_DOWN);
    begin();
    runtime.advance(Duration.ofHours(1));
    assertThat(actions.calls()).hasSize(1);
    runtime.assertNothingLeft();
  }

  @Test
  void aChangeOfTheListAddsAndRemovesPeersWithoutTouchingTheOthers() throws Exception {
    settings = settings("127.0.0.1:1001 127.0.0.1:1002", "hot");
    begin();
    actions.calls().clear();
    settings = settings("127.0.0.1:1002,127.0.0.1:1003", "hot");
    peers.settingsChanged();
    runtime.advance(Duration.ofSeconds(1));
    assertThat(actions.calls())
        .containsExactlyInAnyOrder(
            "close 1001 at 1 s", "establish 1003 at 1 s", "activate 1003 at 1 s");
    stop();
  }

  @Test
  void aHigherTemperatureHoldsAtOnce() throws Exception {
    settings = settings("127.0.0.1:1001", "warm");
    begin();
    assertThat(actions.peer(1001).status()).isEqualTo(PeerStatus.WARM);
    settings = settings("127.0.0.1:1001", "hot");
    peers.settingsChanged();
    runtime.advance(Duration.ofSeconds(10));
    assertThat(actions.peer(1001).status()).isEqualTo(PeerStatus.HOT);
    stop();
  }

  @Test
  void aPeerThatSomebodyElseEstablishedIsKeptToo() throws Exception {
    runtime.call(
        () ->
            actions.establishPeerConnection(
                new InetSocketAddress("127.0.0.1", 1001),
                DiffusionMode.INITIATOR_ONLY,
                Provenance.OUTBOUND));
    begin();
    runtime.advance(Duration.ofSeconds(11));
    assertThat(actions.calls()).containsExactly("establish 1001 at 0 s", actions.calls().get(1));
    assertThat(actions.peer(1001).status()).isEqualTo(PeerStatus.HOT);
    stop();
  }

  @Test
  void aNameWithoutAnAddressIsTracedAndTriedAgain() throws Exception {
    settings = settings("x".repeat(64) + ".invalid:1", "hot");
    begin();
    assertThat(tracer.find(ConnectionTrace.ConnectFailed.class, trace -> true)).isPresent();
    assertThat(actions.calls()).isEmpty();
    stop();
  }

  @Test
  void aPeerThatIsBeingEstablishedWhenTheBundleStopsIsClosed() throws Exception {
    whenReady.clear();
    peers.start();
    whenReady.forEach(Runnable::run);
    runtime.advance(Duration.ofMillis(5));
    runtime.run(peers::stop);
    assertThat(actions.calls()).containsExactly("establish 1001 at 0 s", "close 1001 at 0 s");
    runtime.assertNothingLeft();
  }

  private void begin() {
    peers.start();
    whenReady.forEach(Runnable::run);
    runtime.advance(Duration.ofSeconds(1));
  }

  private void stop() throws Exception {
    runtime.run(peers::stop);
    assertThat(actions.peers()).isEmpty();
    runtime.run(peers::stop);
    runtime.assertNothingLeft();
  }

  private static StaticPeersSettings settings(String peers, String temperature) {
    return StaticPeersSettings.read(peers, temperature, 5, "true");
  }

  private ProtocolHost host() {
    return (ProtocolHost)
        Proxy.newProxyInstance(
            ProtocolHost.class.getClassLoader(),
            new Class<?>[] {ProtocolHost.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("whenReady")) {
                whenReady.add((Runnable) arguments[0]);
                return (Subscription) () -> whenReady.remove(arguments[0]);
              }
              return method.getReturnType() == List.class ? List.<HostedProtocol>of() : null;
            });
  }
}

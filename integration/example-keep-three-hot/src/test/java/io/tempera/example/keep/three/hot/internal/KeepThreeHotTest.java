package io.tempera.example.keep.three.hot.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerStatus;
import io.tempera.protocol.Temperature;
import io.tempera.simulation.Behaviour;
import io.tempera.simulation.Node;
import io.tempera.simulation.NodeSettings;
import io.tempera.simulation.Recorder;
import io.tempera.simulation.Talk;
import io.tempera.simulation.VirtualWorld;
import io.tempera.testkit.MemorySettings;
import io.tempera.testkit.VirtualRuntime;
import java.lang.annotation.Annotation;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole nodes in virtual time: host 0 keeps three of hosts 1 to 4. */
@Timeout(60)
final class KeepThreeHotTest {
  private static final int SELF = 0;
  private static final int PEERS = 4;

  private final VirtualWorld world =
      new VirtualWorld(1, MemorySettings.likeSockets().withLatency(Duration.ofMillis(5)));
  private final VirtualRuntime runtime = world.virtualRuntime();
  private final Talk talk = Talk.every(Duration.ofSeconds(1));
  private final Map<Integer, Node> nodes = new LinkedHashMap<>();

  @AfterEach
  void nothingIsLeft() throws Exception {
    for (Node node : nodes.values()) {
      runtime.run(node::close);
    }
    runtime.advance(Duration.ofMinutes(5));
    world.assertNothingLeft();
  }

  private void startNodes(int... hosts) {
    for (int host : hosts) {
      nodes.put(
          host,
          new Node(
              world,
              host,
              NodeSettings.defaults(),
              new Recorder(runtime.clock()),
              Talk.deployed(talk)));
    }
    runtime.runUntilIdle();
  }

  private void stopNode(SocketAddress address) throws Exception {
    int host =
        IntStream.rangeClosed(1, PEERS)
            .filter(h -> world.address(h).equals(address))
            .findFirst()
            .orElseThrow();
    runtime.run(nodes.remove(host)::close);
  }

  private KeepThreeHot keeper() {
    String peers =
        IntStream.rangeClosed(1, PEERS)
            .mapToObj(world::address)
            .map(address -> address.getAddress().getHostAddress() + ":" + address.getPort())
            .collect(Collectors.joining(", "));
    return new KeepThreeHot(world.runtime(), nodes.get(SELF).peers(), config(peers));
  }

  private static KeepThreeHotConfig config(String peers) {
    return new KeepThreeHotConfig() {
      @Override
      public Class<? extends Annotation> annotationType() {
        return KeepThreeHotConfig.class;
      }

      @Override
      public String peers() {
        return peers;
      }
    };
  }

  private List<PeerConnectionHandle> hot() {
    return nodes.get(SELF).peers().peers().stream()
        .filter(peer -> peer.status() == PeerStatus.HOT)
        .toList();
  }

  private void stop(KeepThreeHot keeper) throws Exception {
    runtime.run(keeper::stop);
    assertThat(nodes.get(SELF).peers().peers())
        .allMatch(peer -> peer.status() == PeerStatus.COOLING);
    runtime.advance(Duration.ofMinutes(2));
    assertThat(nodes.get(SELF).peers().peers()).isEmpty();
  }

  @Test
  void threeOfFourAreHotAndNoMore() throws Exception {
    startNodes(0, 1, 2, 3, 4);
    KeepThreeHot keeper = keeper();
    runtime.runUntil(() -> hot().size() == 3, Duration.ofSeconds(1));
    runtime.advance(Duration.ofHours(1));
    assertThat(nodes.get(SELF).peers().peers()).hasSize(3).isEqualTo(hot());
    stop(keeper);
  }

  @Test
  void theFourthTakesThePlaceOfOneThatGoes() throws Exception {
    startNodes(0, 1, 2, 3, 4);
    KeepThreeHot keeper = keeper();
    runtime.runUntil(() -> hot().size() == 3);
    SocketAddress gone = hot().get(1).connectionId().remote();
    stopNode(gone);
    runtime.runUntil(
        () ->
            hot().stream().filter(peer -> !peer.connectionId().remote().equals(gone)).count() == 3,
        Duration.ofSeconds(1));
    assertThat(hot()).hasSize(3);
    stop(keeper);
  }

  @Test
  void aPeerThatComesLateIsFoundAfterAPause() throws Exception {
    startNodes(0, 1, 2);
    KeepThreeHot keeper = keeper();
    runtime.advance(Duration.ofMinutes(1));
    assertThat(hot()).hasSize(2);
    startNodes(4);
    runtime.runUntil(() -> hot().size() == 3, Duration.ofSeconds(20));
    stop(keeper);
  }

  @Test
  void aPeerThatFallsToWarmRestsAndIsMadeHotAgain() throws Exception {
    startNodes(0, 1, 2, 3, 4);
    KeepThreeHot keeper = keeper();
    runtime.runUntil(() -> hot().size() == 3);
    PeerConnectionHandle falls = hot().get(0);
    runtime.run(() -> nodes.get(SELF).peers().deactivatePeerConnection(falls));
    Duration rest =
        nodes.get(SELF).peers().monitorPeerConnection(falls).repromoteDelay().orElseThrow();
    runtime.advance(rest.minusMillis(100));
    assertThat(falls.status()).isEqualTo(PeerStatus.WARM);
    runtime.advance(Duration.ofMillis(200));
    assertThat(falls.status()).isEqualTo(PeerStatus.HOT);
    stop(keeper);
  }

  @Test
  void aPeerThatFailsRestsForAsLongAsItsMiniProtocolsWant() throws Exception {
    startNodes(0, 1, 2, 3);
    KeepThreeHot keeper = keeper();
    runtime.runUntil(() -> hot().size() == 3);
    PeerConnectionHandle falls = hot().get(0);
    talk.behave(falls.connectionId(), Talk.number(Temperature.HOT), new Behaviour.Fails());
    runtime.runUntil(() -> falls.status() == PeerStatus.COLD);
    Duration rest =
        nodes.get(SELF).peers().monitorPeerConnection(falls).repromoteDelay().orElseThrow();
    runtime.advance(rest);
    assertThat(hot()).hasSize(2);
    runtime.runUntil(() -> hot().size() == 3, Duration.ofSeconds(10));
    stop(keeper);
  }

  @Test
  void whatIsBeingEstablishedWhenItStopsIsClosed() throws Exception {
    startNodes(0, 1, 2, 3, 4);
    KeepThreeHot keeper = keeper();
    runtime.advance(Duration.ofMillis(6));
    assertThat(nodes.get(SELF).peers().peers()).isEmpty();
    stop(keeper);
  }

  @Test
  void aPeerThatMakesNoSenseIsRefusedWithASentence() {
    startNodes(0);
    for (String peers : List.of("", "10.0.0.2:3001 nonsense")) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(
              () -> new KeepThreeHot(world.runtime(), nodes.get(SELF).peers(), config(peers)))
          .withMessageContaining("has no port; write 127.0.0.1:3001");
    }
  }
}

package io.tempera.example.keep.three.hot.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerStateActions;
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
import io.tempera.trace.Trace;
import io.tempera.trace.TraceListener;
import io.tempera.trace.Tracer;
import java.lang.annotation.Annotation;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole nodes in virtual time: host 0 keeps three of hosts 1 to 4. */
@Timeout(60)
final class KeepThreeHotTest {
  private static final int SELF = 0;
  private static final int PEERS = 4;

  /** Comments, braces that close, package and imports. */
  private static final String NO_CODE = "}?|//.*|/\\*.*|\\*.*|(package|import) .*";

  private final VirtualWorld world =
      new VirtualWorld(1, MemorySettings.likeSockets().withLatency(Duration.ofMillis(5)));
  private final VirtualRuntime runtime = world.virtualRuntime();
  private final Talk talk = Talk.every(Duration.ofSeconds(1));
  private final Listened tracer = new Listened();
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
              host == SELF ? tracer : new Recorder(runtime.clock()),
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
    KeepThreeHot keeper = new KeepThreeHot(world.runtime(), actions(), config(peers));
    tracer.listener = Optional.of(keeper);
    return keeper;
  }

  private static PeersConfig config(String peers) {
    return new PeersConfig() {
      @Override
      public Class<? extends Annotation> annotationType() {
        return PeersConfig.class;
      }

      @Override
      public String peers() {
        return peers;
      }
    };
  }

  private PeerStateActions actions() {
    return nodes.get(SELF).peers();
  }

  private List<PeerConnectionHandle> hot() {
    return actions().peers().stream().filter(peer -> peer.status() == PeerStatus.HOT).toList();
  }

  /** As the framework does it: whoever is about to stop is told of nothing any more. */
  private void stop(KeepThreeHot keeper) throws Exception {
    tracer.listener = Optional.empty();
    runtime.run(keeper::stop);
    assertThat(actions().peers()).allMatch(peer -> peer.status() == PeerStatus.COOLING);
    runtime.advance(Duration.ofMinutes(2));
    assertThat(actions().peers()).isEmpty();
  }

  @Test
  void threeOfFourAreHotAndNoMore() throws Exception {
    startNodes(0, 1, 2, 3, 4);
    KeepThreeHot keeper = keeper();
    runtime.runUntil(() -> hot().size() == 3, Duration.ofSeconds(1));
    runtime.advance(Duration.ofHours(1));
    assertThat(actions().peers()).hasSize(3).isEqualTo(hot());
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
    runtime.run(() -> actions().deactivatePeerConnection(falls));
    Duration rest = actions().monitorPeerConnection(falls).repromoteDelay().orElseThrow();
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
    Duration rest = actions().monitorPeerConnection(falls).repromoteDelay().orElseThrow();
    runtime.advance(rest);
    assertThat(hot()).hasSize(2);
    runtime.runUntil(() -> hot().size() == 3, Duration.ofSeconds(10));
    stop(keeper);
  }

  @Test
  void aPeerThatStillCoolsAfterThePauseRestsForAsLongAsItsMiniProtocolsWant() throws Exception {
    startNodes(0, 1, 2, 3);
    KeepThreeHot keeper = keeper();
    runtime.runUntil(() -> hot().size() == 3);
    PeerConnectionHandle falls = hot().get(0);
    Duration rest = Duration.ofMinutes(2);
    talk.behave(falls.connectionId(), Talk.number(Temperature.HOT), new Behaviour.NeverEnds());
    talk.behave(
        falls.connectionId(),
        Talk.number(Temperature.ESTABLISHED),
        new Behaviour.EndsByItself(Optional.of(rest)));
    runtime.runUntil(() -> falls.status() == PeerStatus.COOLING);
    runtime.advance(Duration.ofSeconds(30));
    assertThat(falls.status()).isEqualTo(PeerStatus.COOLING);
    runtime.runUntil(() -> falls.status() == PeerStatus.COLD);
    runtime.advance(rest);
    assertThat(hot()).hasSize(2);
    runtime.runUntil(() -> hot().size() == 3, Duration.ofSeconds(10));
    stop(keeper);
  }

  @Test
  void aPeerThatAnotherClosesLeavesItsPlaceToTheFourth() throws Exception {
    startNodes(0, 1, 2, 3, 4);
    KeepThreeHot keeper = keeper();
    runtime.runUntil(() -> hot().size() == 3);
    PeerConnectionHandle closed = hot().get(0);
    runtime.run(() -> actions().closePeerConnection(closed));
    runtime.runUntil(() -> hot().size() == 3, Duration.ofSeconds(1));
    assertThat(hot()).doesNotContain(closed);
    stop(keeper);
  }

  @Test
  void whatIsBeingEstablishedWhenItStopsIsClosed() throws Exception {
    startNodes(0, 1, 2, 3, 4);
    KeepThreeHot keeper = keeper();
    runtime.advance(Duration.ofMillis(6));
    assertThat(actions().peers()).isEmpty();
    stop(keeper);
  }

  @Test
  void aPeerThatMakesNoSenseIsRefusedWithASentence() {
    startNodes(0);
    for (String peers : List.of("", "10.0.0.2:3001 nonsense")) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> new KeepThreeHot(world.runtime(), actions(), config(peers)))
          .withMessageContaining("has no port; write 127.0.0.1:3001");
    }
  }

  @Test
  void itIsShortEnoughToCopy() throws Exception {
    Path source =
        Path.of("src/main/java", KeepThreeHot.class.getName().replace('.', '/') + ".java");
    try (Stream<String> lines = Files.lines(source)) {
      assertThat(lines.map(String::strip).filter(line -> !line.matches(NO_CODE)))
          .hasSizeLessThan(61);
    }
  }

  /** The tracer of a node that one listens to. */
  private static final class Listened implements Tracer {
    private Optional<TraceListener<?>> listener = Optional.empty();

    @Override
    public void trace(Trace trace) {
      listener.ifPresent(one -> offer(one, trace));
    }

    private static <T extends Trace> void offer(TraceListener<T> listener, Trace trace) {
      if (listener.type().isInstance(trace)) {
        listener.happened(listener.type().cast(trace));
      }
    }

    @Override
    public boolean wanted(Class<? extends Trace> kind) {
      return listener.filter(one -> one.type().isAssignableFrom(kind)).isPresent();
    }
  }
}

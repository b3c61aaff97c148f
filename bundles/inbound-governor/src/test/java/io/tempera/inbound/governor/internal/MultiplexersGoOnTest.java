package io.tempera.inbound.governor.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerListener;
import io.tempera.bearer.DialRequest;
import io.tempera.inbound.InboundTrace;
import io.tempera.inbound.RemoteState;
import io.tempera.mux.Direction;
import io.tempera.mux.MuxTrace;
import io.tempera.mux.StartMode;
import io.tempera.mux.internal.MuxComponent;
import io.tempera.protocol.SlotEvent;
import io.tempera.protocol.Temperature;
import io.tempera.protocol.host.internal.StandaloneHost;
import io.tempera.testkit.MemoryNetwork;
import io.tempera.testkit.RecordingTracer;
import io.tempera.testkit.VirtualRuntime;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The governor over real multiplexers, and neighbours that take their time: the multiplexers tell
 * it what happens on their event loops, on which nobody may wait; whoever did would fail here.
 */
final class MultiplexersGoOnTest {
  private static final InetSocketAddress HERE = new InetSocketAddress("127.0.0.1", 3_001);
  private static final int HOT = 2;
  private static final int ESTABLISHED = 8;
  private static final int INGRESS_LIMIT = 100;

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final RecordingTracer tracer = new RecordingTracer(runtime);
  private final Gate gate = new Gate(runtime);
  private final MemoryNetwork network = new MemoryNetwork(runtime);
  private final MuxComponent muxes = new MuxComponent(defaults(), runtime, tracer);
  private final StandaloneHost here = new StandaloneHost(runtime, tracer);
  private final StandaloneHost there = new StandaloneHost(runtime, new RecordingTracer(runtime));
  private final Talk hot = new Talk(1_000);
  private final Talk established = new Talk(3);
  private final FakeConnections connections = new FakeConnections();
  private final InboundGovernorComponent governor =
      InboundGovernorComponent.of(
          runtime,
          new GatedTracer(tracer, InboundTrace.class::isInstance, gate),
          connections,
          Settings.defaults());

  @BeforeEach
  void bothSidesHaveTheMiniProtocols() {
    for (StandaloneHost host : List.of(here, there)) {
      host.publish(
          ESTABLISHED,
          Temperature.ESTABLISHED,
          StartMode.ON_DEMAND_ANY,
          INGRESS_LIMIT,
          established);
      host.publish(HOT, Temperature.HOT, StartMode.ON_DEMAND, INGRESS_LIMIT, hot);
    }
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    gate.open();
    runtime.run(governor::close);
    runtime.run(here::close);
    runtime.run(there::close);
    runtime.advance(Duration.ofSeconds(5));
    runtime.assertNothingLeft();
    network.assertNothingLeft();
  }

  private static MuxComponent.Config defaults() {
    return (MuxComponent.Config)
        Proxy.newProxyInstance(
            MultiplexersGoOnTest.class.getClassLoader(),
            new Class<?>[] {MuxComponent.Config.class},
            (proxy, method, arguments) -> method.getDefaultValue());
  }

  /** A connection, the dialling side first; the other one is not announced yet. */
  private List<Wired> connect() throws Exception {
    BearerListener listener = network.listen(HERE);
    DialRequest request = new DialRequest(HERE, Optional.empty(), Duration.ofSeconds(5));
    Bearer dialled = runtime.call(() -> network.dial(request));
    Bearer accepted = runtime.call(listener::accept);
    listener.close();
    return List.of(Wired.open(muxes, there, dialled), Wired.open(muxes, here, accepted));
  }

  private void announce(Wired accepted) {
    connections.announce(accepted);
    runtime.runUntilIdle();
  }

  private void use(Wired dialled, Temperature temperature) {
    dialled.slots().startInitiators(temperature);
    runtime.runUntilIdle();
  }

  @Test
  void everyResponderIsMadeReadyByAscendingNumberInItsOwnStartMode() throws Exception {
    announce(connect().getLast());

    assertThat(tracer.traces(MuxTrace.StartRequested.class))
        .extracting(trace -> trace.key().number() + " " + trace.mode())
        .containsExactly("2 ON_DEMAND", "8 ON_DEMAND_ANY");
    assertThat(tracer.traces(MuxTrace.StartRequested.class))
        .allMatch(trace -> trace.key().direction() == Direction.RESPONDER);
  }

  @Test
  void whileAListenerIsSlowBytesMoveOnItsConnectionAndOnOthers() throws Exception {
    List<Wired> first = connect();
    List<Wired> second = connect();
    announce(first.getLast());
    announce(second.getLast());
    gate.close();
    use(first.getFirst(), Temperature.HOT);
    assertThat(gate.waiting()).as("somebody is told that it is used").isEqualTo(1);
    use(second.getFirst(), Temperature.HOT);
    long before = hot.answers.get();

    runtime.advance(Duration.ofSeconds(20));

    assertThat(hot.answers.get() - before).as("answers on two connections").isEqualTo(2 * 20);
    assertThat(gate.waiting()).isEqualTo(2);
    gate.open();
    runtime.runUntilIdle();
    assertThat(governor.remoteStates().values()).containsExactly(RemoteState.HOT, RemoteState.HOT);
  }

  @Test
  void whileTheConnectionManagerIsSlowBytesMoveToo() throws Exception {
    List<Wired> wired = connect();
    announce(wired.getLast());
    connections.whenAsked = gate::pass;
    gate.close();
    use(wired.getFirst(), Temperature.HOT);
    assertThat(connections.told).containsExactly("promoted");
    long before = hot.answers.get();

    runtime.advance(Duration.ofSeconds(20));

    assertThat(hot.answers.get() - before).isEqualTo(20);
  }

  @Test
  void whatARemoteSideDoesMeanwhileWaitsBoundedAndIsHandledInOrder() throws Exception {
    List<Wired> wired = connect();
    List<SlotEvent> events = new ArrayList<>();
    wired.getLast().slots().subscribe(events::add);
    announce(wired.getLast());
    gate.close();
    use(wired.getFirst(), Temperature.ESTABLISHED);
    for (int again = 0; again < 5; again++) {
      runtime.advance(Duration.ofSeconds(5));
      use(wired.getFirst(), Temperature.ESTABLISHED);
    }

    assertThat(established.answers.get()).as("the second one waits for its responder").isEqualTo(3);
    assertThat(events).as("one start and one end of the responder").hasSize(2);
    gate.open();
    runtime.advance(Duration.ofSeconds(4));

    assertThat(established.answers.get()).as("no byte was lost").isEqualTo(6);
    assertThat(governor.remoteStates().values()).containsExactly(RemoteState.IDLE);
    assertThat(tracer.traces(InboundTrace.Transition.class))
        .extracting(said -> TransitionTable.text(said.from(), said.to()))
        .containsExactly(
            "NONE -> IDLE", "IDLE -> WARM", "WARM -> IDLE", "IDLE -> WARM", "WARM -> IDLE");
  }
}

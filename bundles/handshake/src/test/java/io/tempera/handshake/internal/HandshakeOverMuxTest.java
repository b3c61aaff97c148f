package io.tempera.handshake.internal;

import static io.tempera.handshake.internal.Offers.data;
import static io.tempera.handshake.internal.Offers.offer;
import static io.tempera.handshake.internal.Offers.recordedResponder;
import static io.tempera.handshake.internal.Offers.withOwn;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.BearerListener;
import io.tempera.bearer.DialRequest;
import io.tempera.handshake.HandshakeOutcome;
import io.tempera.handshake.HandshakeOutcome.Accepted;
import io.tempera.handshake.HandshakeOutcome.Violated;
import io.tempera.handshake.Offer;
import io.tempera.mux.Mux;
import io.tempera.mux.internal.MuxComponent;
import io.tempera.runtime.Task;
import io.tempera.testkit.MemoryNetwork;
import io.tempera.testkit.RawPeer;
import io.tempera.testkit.RawSdu;
import io.tempera.testkit.RecordingTracer;
import io.tempera.testkit.VirtualRuntime;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Handshakes over the real multiplexer and a network in memory, with ourselves and byte by byte.
 */
class HandshakeOverMuxTest {
  private static final InetSocketAddress SERVER = new InetSocketAddress("127.0.0.1", 3001);

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final MemoryNetwork network = new MemoryNetwork(runtime);
  private final RecordingTracer tracer = new RecordingTracer(runtime);
  private final HandshakeComponent handshake = new HandshakeComponent(runtime, tracer);
  private final MuxComponent muxes =
      new MuxComponent(
          (MuxComponent.Config)
              Proxy.newProxyInstance(
                  HandshakeOverMuxTest.class.getClassLoader(),
                  new Class<?>[] {MuxComponent.Config.class},
                  (proxy, method, arguments) -> method.getDefaultValue()),
          runtime,
          tracer);
  private final BearerListener listener = network.listen(SERVER);
  private final List<HandshakeOutcome> served = new ArrayList<>();
  private Optional<Mux> server = Optional.empty();

  @AfterEach
  void nothingIsLeft() {
    server.ifPresent(Mux::stop);
    listener.close();
    runtime.advance(Duration.ofSeconds(2));
    runtime.assertNothingLeft();
    network.assertNothingLeft();
  }

  private Task serve(Offer offer) {
    return runtime.start(
        "server",
        () -> {
          server = Optional.of(muxes.create(listener.accept()));
          served.add(handshake.server(server.get().handshakeChannel(), offer));
        });
  }

  @Test
  void twoNodesWithOwnNumbersAgree() throws Exception {
    serve(withOwn(offer(data(42, false, true), 14, 15), 99, 100));
    Mux client = dial();
    HandshakeOutcome outcome =
        runtime.call(
            () ->
                handshake.client(
                    client.handshakeChannel(),
                    withOwn(offer(data(42, false, true), 14, 15, 16), 100, 101)));
    runtime.runUntilIdle();
    assertThat(served).containsExactly(outcome);
    assertThat(((Accepted) outcome).agreed().version()).isEqualTo(15);
    assertThat(((Accepted) outcome).agreed().ownNumbers()).containsExactly(100);
    client.stop();
  }

  private Mux dial() throws Exception {
    return muxes.create(
        runtime.call(
            () -> network.dial(new DialRequest(SERVER, Optional.empty(), Duration.ofSeconds(5)))));
  }

  /** Both ends of one connection dialled: neither accepts, so both are clients. */
  private List<HandshakeOutcome> open(Offer one, Offer other) throws Exception {
    runtime.start(
        "the other end",
        () -> {
          server = Optional.of(muxes.create(listener.accept()));
          served.add(handshake.client(server.get().handshakeChannel(), other));
        });
    Mux mux = dial();
    HandshakeOutcome outcome = runtime.call(() -> handshake.client(mux.handshakeChannel(), one));
    runtime.runUntilIdle();
    for (Mux end : List.of(mux, server.orElseThrow())) {
      assertThat(end.counters().sdusOut()).as("a proposal, and no word more").isEqualTo(1);
      assertThat(end.counters().sdusIn()).isEqualTo(1);
    }
    mux.stop();
    server.orElseThrow().stop();
    return List.of(outcome, served.removeFirst());
  }

  @Test
  void bothEndsOfASimultaneousOpenAgreeForThemselves() throws Exception {
    List<HandshakeOutcome> outcomes =
        open(
            withOwn(offer(data(42, false, true), 14, 15), 99, 100),
            withOwn(offer(data(42, true, true, true, false), 15, 16), 100, 101));
    assertThat(outcomes.get(0)).isEqualTo(outcomes.get(1));
    Accepted accepted = (Accepted) outcomes.getFirst();
    assertThat(accepted.agreed().version()).isEqualTo(15);
    assertThat(accepted.agreed().ownNumbers()).containsExactly(100);
    assertThat(accepted.agreed().data().query()).as("nothing special there").isTrue();
  }

  @Test
  void bothEndsOfASimultaneousOpenRefuseForThemselves() throws Exception {
    assertThat(open(offer(data(42, false, true), 15), offer(data(43, false, true), 15)))
        .allSatisfy(
            outcome -> {
              assertThat(outcome).isInstanceOf(HandshakeOutcome.Refused.class);
              assertThat(((HandshakeOutcome.Refused) outcome).byUs()).isTrue();
            });
    assertThat(open(offer(data(42, false, true), 14), offer(data(42, false, true), 15)))
        .allMatch(outcome -> outcome instanceof HandshakeOutcome.Refused refused && refused.byUs());
  }

  @Test
  void theReferencesProposalIsAnsweredWithTheReferencesAnswer() throws Exception {
    serve(recordedResponder());
    RawPeer peer = RawPeer.connect(runtime, network, SERVER);
    peer.send(new RawSdu(0, false, 0, "8200a20e84182af500f40f84182af500f4"));
    peer.expect(new RawSdu(0, true, 0, "83010f84182af500f4"));
    runtime.runUntilIdle();
    assertThat(served).singleElement().isInstanceOf(Accepted.class);
    peer.reset();
  }

  @Test
  void neitherNumberNorModeBitIsLookedAt() throws Exception {
    // R3
    serve(recordedResponder());
    RawPeer peer = RawPeer.connect(runtime, network, SERVER);
    peer.send(new RawSdu(0, true, 8, "8200a20e84182af500f40f84182af500f4"));
    peer.expect(new RawSdu(0, true, 0, "83010f84182af500f4"));
    peer.reset();
  }

  @Test
  void silenceIsEndedByTheServer() throws Exception {
    // R1
    serve(recordedResponder());
    RawPeer peer = RawPeer.connect(runtime, network, SERVER);
    runtime.advance(Duration.ofSeconds(10));
    assertThat(served).singleElement().isInstanceOf(Violated.class);
    assertThat(peer.available()).isZero();
    peer.reset();
  }
}

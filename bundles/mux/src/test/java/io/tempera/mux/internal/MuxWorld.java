package io.tempera.mux.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerListener;
import io.tempera.mux.Direction;
import io.tempera.mux.Mux;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxError;
import io.tempera.mux.MuxTrace;
import io.tempera.mux.ProtocolKey;
import io.tempera.mux.StartMode;
import io.tempera.testkit.MemoryNetwork;
import io.tempera.testkit.MemorySettings;
import io.tempera.testkit.RawPeer;
import io.tempera.testkit.RawSdu;
import io.tempera.testkit.RecordingTracer;
import io.tempera.testkit.VirtualRuntime;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A multiplexer in virtual time, and at the other end of its bearer the test. */
final class MuxWorld implements AutoCloseable {
  static final ProtocolKey CHAIN = new ProtocolKey(2, Direction.RESPONDER);
  static final ProtocolKey BLOCK = new ProtocolKey(3, Direction.RESPONDER);
  static final ProtocolKey TX = new ProtocolKey(4, Direction.RESPONDER);
  static final ProtocolKey KEEP = new ProtocolKey(8, Direction.RESPONDER);
  static final ProtocolKey ASKER = new ProtocolKey(8, Direction.INITIATOR);

  /** The ingress limit of keep-alive (cardano-diffusion, NodeToNode.hs). */
  static final int LIMIT = 1_408;

  private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.0.0.1", 3001);

  final VirtualRuntime runtime;
  final MemoryNetwork network;
  final RecordingTracer tracer;
  final LiveMuxFactory factory;
  final Mux mux;
  final RawPeer peer;
  final List<MuxEnd> ends = new ArrayList<>();
  volatile MuxSettings settings = MuxSettings.DEFAULTS;

  MuxWorld() throws Exception {
    this(new VirtualRuntime(), MemorySettings.likeSockets());
  }

  MuxWorld(VirtualRuntime runtime, MemorySettings memory) throws Exception {
    this.runtime = runtime;
    network = new MemoryNetwork(runtime, memory);
    tracer = new RecordingTracer(runtime);
    factory = new LiveMuxFactory(runtime, tracer, () -> settings);
    try (BearerListener listener = network.listen(ADDRESS)) {
      peer = RawPeer.connect(runtime, network, ADDRESS);
      Bearer bearer = runtime.call(listener::accept);
      mux = factory.create(bearer);
    }
    mux.whenEnded(ends::add);
    runtime.runUntilIdle();
  }

  /** Registers halves, and runs. */
  MuxWorld running(ProtocolKey... keys) {
    for (ProtocolKey key : keys) {
      mux.register(key, LIMIT);
    }
    mux.run();
    runtime.runUntilIdle();
    return this;
  }

  /** A job that does nothing by itself, asked to run. */
  TestJob idle(ProtocolKey key, StartMode mode) {
    return job(key, mode, TestJob.Body.IDLE);
  }

  /** A job with a body, asked to run. */
  TestJob job(ProtocolKey key, StartMode mode, TestJob.Body body) {
    TestJob job = new TestJob(runtime, key + "", body);
    mux.runMiniProtocol(key, mode, job);
    runtime.runUntilIdle();
    return job;
  }

  /** The remote side sends a frame to one of our halves. */
  void send(ProtocolKey receiver, String payload) {
    peer.send(RawSdu.of(receiver.number(), receiver.direction() == Direction.INITIATOR, payload));
    runtime.runUntilIdle();
  }

  /** The remote side gets a frame of one of our halves. */
  void expect(ProtocolKey sender, String payload) {
    peer.expect(RawSdu.of(sender.number(), sender.direction() == Direction.RESPONDER, payload));
  }

  /** Hexadecimal digits of so many bytes. */
  static String hex(int bytes) {
    return "5a".repeat(bytes);
  }

  /** What the multiplexer has said, in order. */
  List<String> said() {
    return tracer.traces(MuxTrace.class).stream().map(MuxTrace::what).toList();
  }

  /** The error by which it ended, when everyone is told. */
  MuxError error() {
    runtime.runUntilIdle();
    assertThat(ends).hasSize(1);
    assertThat(mux.ended()).contains(ends.getFirst());
    assertThat(ends.getFirst()).isInstanceOf(MuxEnd.Failed.class);
    return ((MuxEnd.Failed) ends.getFirst()).error();
  }

  /** Checks that it ended in order, and everyone is told. */
  void assertStopped() {
    assertEnded(new MuxEnd.Stopped());
  }

  void assertEnded(MuxEnd end) {
    runtime.runUntilIdle();
    assertThat(ends).containsExactly(end);
    assertThat(mux.ended()).contains(end);
  }

  void advance(Duration time) {
    runtime.advance(time);
  }

  /** Ends it, and checks that it leaves nothing behind. */
  @Override
  public void close() {
    mux.stop();
    peer.reset();
    runtime.advance(Duration.ofSeconds(3));
    assertThat(ends).hasSize(1);
    assertThat(factory.live()).isZero();
    assertThat(factory.waiting()).isZero();
    assertThat(mux.statusMap().values()).allMatch(status -> status.name().equals("IDLE"));
    network.assertNothingLeft();
    runtime.assertNothingLeft();
  }
}

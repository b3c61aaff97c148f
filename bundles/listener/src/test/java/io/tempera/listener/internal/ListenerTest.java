package io.tempera.listener.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerException;
import io.tempera.bearer.BearerFactory;
import io.tempera.bearer.BearerListener;
import io.tempera.bearer.BearerTrace;
import io.tempera.bearer.ConnectionId;
import io.tempera.bearer.DialRequest;
import io.tempera.bearer.Endpoint;
import io.tempera.connection.AcceptCounters;
import io.tempera.connection.AcceptTrace;
import io.tempera.connection.ListeningAddress;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.testkit.MemoryNetwork;
import io.tempera.testkit.RawPeer;
import io.tempera.testkit.RecordingTracer;
import io.tempera.testkit.VirtualRuntime;
import io.tempera.trace.Level;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The door on an in-memory network, in virtual time. */
@Timeout(60)
final class ListenerTest implements Publisher {
  private static final InetSocketAddress HERE = new InetSocketAddress("127.0.0.1", 3001);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Settings SETTINGS =
      new Settings(Optional.of(new Endpoint.Host("127.0.0.1", 3001)), 2);

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final RecordingTracer tracer = new RecordingTracer(runtime);
  private final MemoryNetwork network = new MemoryNetwork(runtime);
  private final FakeConnections connections = new FakeConnections(runtime);
  private final ReadyHost host = new ReadyHost();
  private final List<String> published = new ArrayList<>();
  private final List<RawPeer> peers = new ArrayList<>();
  private Optional<ListenerComponent> listener = Optional.empty();
  private Optional<ListeningAddress> counters = Optional.empty();
  private int nextPort = 50_000;

  @Override
  public Runnable listening(ListeningAddress address) {
    counters = Optional.of(address);
    return publish("listening on " + ConnectionId.text(address.address()));
  }

  @Override
  public Runnable failed(Failure failure) {
    return publish("failed: " + failure.text());
  }

  private Runnable publish(String what) {
    published.add(what);
    return () -> published.remove(what);
  }

  private void open(Settings settings) {
    open(settings, network);
  }

  private void open(Settings settings, BearerFactory bearers) {
    listener =
        Optional.of(
            ListenerComponent.of(
                new Services(runtime, tracer, bearers, connections, host), this, settings));
    runtime.runUntilIdle();
  }

  private void connect() throws Exception {
    connect("127.0.0.1");
  }

  private void connect(String from) throws Exception {
    InetSocketAddress local = new InetSocketAddress(from, nextPort++);
    peers.add(RawPeer.connect(runtime, network, local, HERE));
    runtime.runUntilIdle();
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    if (listener.isPresent()) {
      runtime.run(listener.get()::close);
    }
    assertThat(published).isEmpty();
    List.copyOf(connections.busyWith).forEach(connections::finish);
    runtime.runUntilIdle();
    peers.forEach(RawPeer::reset);
    runtime.assertNothingLeft();
    network.assertNothingLeft();
  }

  @Test
  void theDoorOpensWhenTheNodeIsReadyAndNotBefore() throws Exception {
    open(SETTINGS);
    assertThat(published).isEmpty();

    host.ready();
    runtime.runUntilIdle();

    assertThat(published).containsExactly("listening on 127.0.0.1:3001");
    connect();
    assertThat(connections.busyWith).hasSize(1);
  }

  @Test
  void portZeroTakesAFreeOneAndSaysWhichOne() {
    host.ready();

    open(new Settings(Optional.of(new Endpoint.Host("127.0.0.1", 0)), 2));

    assertThat(published)
        .singleElement()
        .asString()
        .matches("listening on 127\\.0\\.0\\.1:[1-9]\\d+");
  }

  @Test
  void withNowhereToListenTheDoorStaysShut() {
    host.ready();

    open(new Settings(Optional.empty(), 2));

    assertThat(published).isEmpty();
  }

  @Test
  void aDoorThatIsClosedBeforeTheNodeIsReadyStaysShut() throws Exception {
    open(SETTINGS);
    assertThat(host.waiting()).isOne();
    runtime.run(listener.orElseThrow()::close);
    assertThat(host.waiting()).as("the door is forgotten").isZero();

    host.ready();
    runtime.runUntilIdle();

    assertThat(published).isEmpty();
  }

  @Test
  void oneSlowHandshakeDoesNotKeepOthersOut() throws Exception {
    host.ready();
    open(SETTINGS);

    connect();
    connect();

    assertThat(connections.busyWith).hasSize(2);
  }

  @Test
  void atTheHardLimitNobodyIsAcceptedUntilOneHasGone() throws Exception {
    host.ready();
    open(SETTINGS);
    connect();
    connect();
    connect();
    connect();
    // One was accepted ahead, before the limit was reached.
    int busy = connections.busyWith.size();
    assertThat(busy).isBetween(2, 3);
    runtime.advance(Duration.ofSeconds(60));
    assertThat(connections.busyWith).hasSize(busy);

    while (connections.busyWith.size() > 1) {
      connections.finish(connections.busyWith.getFirst());
    }
    runtime.advance(AcceptLoop.AT_THE_LIMIT);

    assertThat(connections.busyWith).hasSizeGreaterThan(1);
  }

  @Test
  void anAddressInUseIsOneClearSentenceAndTheNodeGoesOn() throws Exception {
    host.ready();
    BearerListener other = network.listen(HERE);

    open(SETTINGS);

    assertThat(published)
        .containsExactly(
            "failed: Somebody listens on 127.0.0.1:3001 already: choose another port, or stop the"
                + " other one");
    assertThat(tracer.traces(BearerTrace.ListenFailed.class))
        .singleElement()
        .satisfies(
            trace ->
                assertThat(trace.text())
                    .startsWith("not listening on 127.0.0.1:3001: Somebody listens"));
    runtime.run(other::close);
  }

  @Test
  void aNameWithoutAnAddressIsASentenceToo() {
    host.ready();

    open(new Settings(Optional.of(new Endpoint.Host("no-such-host.invalid", 3001)), 2));

    assertThat(published)
        .singleElement()
        .asString()
        .startsWith("failed: no-such-host.invalid:3001 has a name without an address");
  }

  @Test
  void anotherAddressClosesTheDoorAndOpensAnother() throws Exception {
    host.ready();
    open(SETTINGS);
    connect();

    runtime.run(
        () ->
            listener
                .orElseThrow()
                .change(new Settings(Optional.of(new Endpoint.Host("127.0.0.1", 3002)), 2)));
    runtime.runUntilIdle();

    assertThat(published).containsExactly("listening on 127.0.0.1:3002");
    assertThat(network.connections()).hasSize(1);
  }

  @Test
  void anotherLimitLeavesTheDoorAlone() throws Exception {
    host.ready();
    open(SETTINGS);
    connect();
    connect();

    runtime.run(() -> listener.orElseThrow().change(new Settings(SETTINGS.listen(), 4)));
    connect();
    runtime.advance(AcceptLoop.AT_THE_LIMIT);

    assertThat(published).containsExactly("listening on 127.0.0.1:3001");
    assertThat(connections.busyWith).hasSize(3);
  }

  @Test
  void aDoorThatWasShutStaysShut() throws Exception {
    open(SETTINGS);
    host.ready();
    runtime.runUntilIdle();
    runtime.run(listener.orElseThrow()::shut);
    assertThat(published).isEmpty();

    Settings elsewhere = new Settings(Optional.of(new Endpoint.Host("127.0.0.1", 3002)), 2);
    runtime.run(() -> listener.orElseThrow().change(elsewhere));

    assertThat(published).isEmpty();
  }

  @Test
  void closingTwiceIsClosingOnce() throws Exception {
    host.ready();
    open(SETTINGS);

    runtime.run(listener.orElseThrow()::close);
    runtime.run(listener.orElseThrow()::close);

    assertThat(published).isEmpty();
  }

  /** As on the reference, which then ends its server; see the decision record for ours. */
  @Test
  void anAcceptThatFailsForAnotherReasonThanTheRemoteSideIsAnErrorAndTheNodeGoesOn()
      throws Exception {
    host.ready();
    Failing failing = new Failing(network, FailureCategory.INTERNAL, 6);
    open(SETTINGS, failing);
    runtime.advance(Duration.ofMinutes(1));

    // Half a second, then 1, 2, 4, 8 and 10 s later.
    assertThat(tracer.traces(BearerTrace.AcceptFailed.class))
        .hasSize(6)
        .allSatisfy(trace -> assertThat(trace.level()).isEqualTo(Level.ERROR))
        .extracting(trace -> trace.again().toMillis())
        .containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 10_000L);
    assertThat(published).containsExactly("listening on 127.0.0.1:3001");
    connect();
    assertThat(connections.busyWith).hasSize(1);
    assertThat(counters.get().counters().failures()).isEqualTo(6);
  }

  @Test
  void aConnectionThatIsAbortedBeforeItIsAcceptedIsAWarningAndCostsHalfASecond() throws Exception {
    host.ready();
    open(SETTINGS, new Failing(network, FailureCategory.REMOTE_CLOSED, 3));
    connect();
    runtime.advance(Duration.ofMillis(1_499));
    assertThat(connections.busyWith).isEmpty();

    runtime.advance(Duration.ofMillis(1));

    assertThat(connections.busyWith).hasSize(1);
    assertThat(tracer.traces(BearerTrace.AcceptFailed.class))
        .hasSize(3)
        .allSatisfy(trace -> assertThat(trace.level()).isEqualTo(Level.WARN));
  }

  @Test
  void aDoorThatCannotAcceptClosesAtOnce() throws Exception {
    host.ready();
    open(SETTINGS, new Failing(network, FailureCategory.LIMIT, Integer.MAX_VALUE));
    runtime.advance(Duration.ofMinutes(1));
    Duration before = runtime.elapsed();

    runtime.run(listener.orElseThrow()::close);

    assertThat(runtime.elapsed()).isEqualTo(before);
  }

  @Test
  void whoIsBeyondAnAddressLimitIsResetAndOthersComeIn() throws Exception {
    host.ready();
    open(with(AcceptLimits.hardOnly(10), new AddressLimits(2, 0, 1, 10)));
    for (int i = 0; i < 3; i++) {
      connect();
    }
    assertThat(connections.busyWith).hasSize(2);
    assertThat(peers.getLast().isReset()).isTrue();
    connect("127.0.0.2");
    assertThat(connections.busyWith).hasSize(3);

    connections.finish(connections.busyWith.getFirst());
    runtime.runUntilIdle();
    connect();

    assertThat(connections.busyWith).hasSize(3);
    assertThat(peers.getLast().isReset()).isFalse();
    assertThat(counters.get().counters()).isEqualTo(new AcceptCounters(4, 1, 0, 0, 0, 0));
    assertThat(tracer.traces(AcceptTrace.Refused.class)).hasSize(1);
  }

  @Test
  void otherLimitsHoldFromThenOnAndCloseNothing() throws Exception {
    host.ready();
    open(with(AcceptLimits.hardOnly(10), AddressLimits.NONE));
    for (int i = 0; i < 4; i++) {
      connect();
    }

    Settings strict = with(new AcceptLimits(10, 9, SECOND), new AddressLimits(1, 1, 1, 1));
    runtime.run(() -> listener.orElseThrow().change(strict));
    connect();

    assertThat(peers.getLast().isReset()).isTrue();
    assertThat(connections.busyWith).hasSize(4);
    assertThat(network.connections()).hasSize(4);
    assertThat(published).containsExactly("listening on 127.0.0.1:3001");
  }

  @Test
  void countsGoOnWhenTheDoorMoves() throws Exception {
    host.ready();
    AddressLimits limits = new AddressLimits(1, 0, 1, 10);
    open(with(AcceptLimits.hardOnly(10), limits));
    connect();
    Settings elsewhere =
        new Settings(
            Optional.of(new Endpoint.Host("127.0.0.1", 3002)),
            AcceptLimits.hardOnly(10),
            limits,
            Reporting.USUAL);

    runtime.run(() -> listener.orElseThrow().change(elsewhere));
    runtime.runUntilIdle();
    peers.add(RawPeer.connect(runtime, network, new InetSocketAddress("127.0.0.1", 3002)));
    runtime.runUntilIdle();

    assertThat(peers.getLast().isReset()).isTrue();
    assertThat(counters.get().counters()).isEqualTo(new AcceptCounters(1, 1, 0, 0, 0, 0));
  }

  @Test
  void aDoorThatWaitsAtALimitClosesAtOnce() throws Exception {
    host.ready();
    open(with(new AcceptLimits(1, 1, Duration.ofHours(1)), AddressLimits.NONE));
    connect();
    connect();
    Duration before = runtime.elapsed();

    runtime.run(listener.orElseThrow()::close);

    assertThat(runtime.elapsed()).isEqualTo(before);
  }

  private static Settings with(AcceptLimits accept, AddressLimits perAddress) {
    return new Settings(SETTINGS.listen(), accept, perAddress, Reporting.USUAL);
  }

  /** A system that cannot accept a few times. */
  private record Failing(BearerFactory bearers, FailureCategory category, int times)
      implements BearerFactory {
    @Override
    public Bearer dial(DialRequest request) throws InterruptedException {
      return bearers.dial(request);
    }

    @Override
    public BearerListener listen(SocketAddress local) {
      BearerListener listener = bearers.listen(local);
      return new BearerListener() {
        private int failed;

        @Override
        public SocketAddress localAddress() {
          return listener.localAddress();
        }

        @Override
        public Bearer accept() throws InterruptedException {
          if (failed < times) {
            failed++;
            throw new BearerException(category, "the system said no", Optional.empty());
          }
          return listener.accept();
        }

        @Override
        public void close() {
          listener.close();
        }
      };
    }
  }
}

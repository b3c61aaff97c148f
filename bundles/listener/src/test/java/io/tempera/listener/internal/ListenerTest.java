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
import io.tempera.connection.ListeningAddress;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.testkit.MemoryNetwork;
import io.tempera.testkit.RawPeer;
import io.tempera.testkit.RecordingTracer;
import io.tempera.testkit.VirtualRuntime;
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

  @Override
  public Runnable listening(ListeningAddress address) {
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
    peers.add(RawPeer.connect(runtime, network, HERE));
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

  @Test
  void aFailedAcceptIsSaidAndTheNextIsTriedSoonAfter() throws Exception {
    host.ready();
    FailingOnce failing = new FailingOnce(network);

    open(SETTINGS, failing);

    assertThat(tracer.traces(BearerTrace.AcceptFailed.class)).hasSize(1);
    connect();
    assertThat(connections.busyWith).isEmpty();
    runtime.advance(Retry.FIRST);
    assertThat(connections.busyWith).hasSize(1);
  }

  /** A system that has run out of something once. */
  private record FailingOnce(BearerFactory bearers) implements BearerFactory {
    @Override
    public Bearer dial(DialRequest request) throws InterruptedException {
      return bearers.dial(request);
    }

    @Override
    public BearerListener listen(SocketAddress local) {
      BearerListener listener = bearers.listen(local);
      return new BearerListener() {
        private boolean failed;

        @Override
        public SocketAddress localAddress() {
          return listener.localAddress();
        }

        @Override
        public Bearer accept() throws InterruptedException {
          if (!failed) {
            failed = true;
            throw new BearerException(
                FailureCategory.LIMIT, "too many open files", Optional.empty());
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

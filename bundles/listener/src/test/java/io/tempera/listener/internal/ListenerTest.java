package io.tempera.listener.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.BearerListener;
import io.tempera.bearer.BearerTrace;
import io.tempera.bearer.Endpoint;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where and when the door is open. */
@Timeout(60)
final class ListenerTest extends DoorTest {
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
}

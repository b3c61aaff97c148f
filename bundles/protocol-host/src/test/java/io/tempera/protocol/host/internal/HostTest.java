package io.tempera.protocol.host.internal;

import static io.tempera.protocol.Temperature.ESTABLISHED;
import static io.tempera.protocol.Temperature.HOT;
import static io.tempera.protocol.Temperature.WARM;
import static io.tempera.protocol.host.internal.HostFixture.DONE;
import static io.tempera.protocol.host.internal.HostFixture.agreed;
import static io.tempera.protocol.host.internal.HostFixture.initiator;
import static io.tempera.protocol.host.internal.HostFixture.responder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.failure.TemperaException;
import io.tempera.handshake.Agreed;
import io.tempera.mux.JobStatus;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Half;
import io.tempera.protocol.HalfResult;
import io.tempera.protocol.HandOverTrace;
import io.tempera.protocol.HostedProtocol;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.protocol.SlotEvent;
import io.tempera.protocol.SlotView;
import io.tempera.protocol.WaitFor;
import io.tempera.protocol.host.internal.HostFixture.Bundle;
import io.tempera.protocol.host.internal.HostFixture.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is published, chosen and required, and what connections make of it. */
class HostTest {
  private final HostFixture fixture = new HostFixture();

  @AfterEach
  void nothingIsLeft() {
    fixture.runtime.assertNothingLeft();
  }

  @Test
  void theHighestRankedIsChosenAndAChangedRankingIsAChangedChoice() throws Exception {
    fixture.bundle("first", 8, ESTABLISHED).publish();
    fixture.bundle("second", 8, ESTABLISHED).publish();
    Bundle third = fixture.bundle("third", 8, ESTABLISHED).ranked(5).publish();
    assertThat(shown()).containsExactly("third 1.0.0 chosen", "first 1.0.0", "second 1.0.0");

    third.ranked(-1).change();
    assertThat(shown()).containsExactly("first 1.0.0 chosen", "second 1.0.0", "third 1.0.0");
    assertThat(fixture.tracer.lines())
        .containsExactly(
            "Published: mini-protocol 8 (ESTABLISHED) published by first 1.0.0",
            "Published: mini-protocol 8 (ESTABLISHED) published by second 1.0.0, not chosen:"
                + " another one ranks higher",
            "Published: mini-protocol 8 (ESTABLISHED) published by third 1.0.0",
            "Chosen: mini-protocol 8 is now chosen from first 1.0.0");
  }

  private List<String> shown() {
    return fixture.host.protocols().stream()
        .map(protocol -> protocol.bundle() + (protocol.chosen() ? " chosen" : ""))
        .toList();
  }

  @Test
  void whatCannotBeUsedIsRejectedUntilItsPropertiesMakeSense() throws Exception {
    Bundle odd = fixture.bundle("odd", 1, WARM).publish();
    assertThat(fixture.host.protocols()).isEmpty();
    assertThat(fixture.host.rejected())
        .singleElement()
        .satisfies(rejected -> assertThat(rejected.reason()).startsWith("tempera.number must be"));
    odd.with("tempera.number", 12).change();
    assertThat(shown()).containsExactly("odd 1.0.0 chosen");
    assertThat(fixture.host.rejected()).isEmpty();
    odd.with("tempera.ingressLimit", "much").change();
    assertThat(fixture.host.protocols()).isEmpty();
    assertThat(fixture.host.rejected()).hasSize(1);
    odd.withdraw();
    assertThat(fixture.host.rejected()).isEmpty();
    assertThat(fixture.tracer.lines())
        .containsExactly(
            "Rejected: mini-protocol of odd 1.0.0 rejected: tempera.number must be 2 to 32767 (0 is"
                + " the handshake, 1 is reserved), not 1",
            "Published: mini-protocol 12 (WARM) published by odd 1.0.0",
            "Withdrawn: mini-protocol 12 withdrawn by odd 1.0.0",
            "Rejected: mini-protocol of odd 1.0.0 rejected: tempera.ingressLimit must be an Integer,"
                + " not much (java.lang.String)");
  }

  @Test
  void theNodeIsReadyOnceEveryRequiredNumberWasPublished() throws Exception {
    fixture.settings(
        new HostSettings(
            HostFixture.HAND_OVER_TIMEOUT, 8, HostFixture.GRACE, new TreeSet<>(List.of(2, 8))));
    List<String> calls = new ArrayList<>();
    fixture.host.whenReady(() -> calls.add("early"));
    fixture.host.whenReady(() -> calls.add("gone")).close();
    Bundle keepAlive = fixture.bundle("keep-alive", 8, ESTABLISHED).publish();
    assertThat(fixture.host.missing()).containsExactly(2);
    keepAlive.withdraw();
    assertThat(fixture.host.missing()).as("published once is enough").containsExactly(2);
    assertThat(calls).isEmpty();

    fixture.bundle("chain-sync", 2, HOT).publish();
    assertThat(fixture.host.missing()).isEmpty();
    assertThat(calls).containsExactly("early");
    fixture.host.whenReady(() -> calls.add("late"));
    fixture.bundle("chain-sync", 2, HOT).publish();
    assertThat(calls).containsExactly("early", "late");
  }

  @Test
  void settingsThatAskForLessMakeTheNodeReady() {
    List<String> calls = new ArrayList<>();
    fixture.host.whenReady(() -> calls.add("ready"));
    fixture.settings(
        new HostSettings(HostFixture.HAND_OVER_TIMEOUT, 8, HostFixture.GRACE, new TreeSet<>()));
    assertThat(calls).containsExactly("ready");
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> new HostSettings(Duration.ZERO, 8, HostFixture.GRACE, new TreeSet<>()))
        .hasMessageContaining("hand.over.timeout");
    assertThatThrownBy(
            () ->
                new HostSettings(
                    HostFixture.HAND_OVER_TIMEOUT, 8, Duration.ofSeconds(-1), new TreeSet<>()))
        .hasMessageContaining("withdrawal.grace");
    assertThatThrownBy(
            () ->
                new HostSettings(
                    HostFixture.HAND_OVER_TIMEOUT, 8, HostFixture.GRACE, new TreeSet<>(List.of(1))))
        .hasMessageContaining("required.protocols has 1");
  }

  @Test
  void anOwnNumberThatNothingImplementsYetKeepsWhatArrives() throws Exception {
    List<String> read = new ArrayList<>();
    Half reads =
        (context, channel) -> {
          context.await(WaitFor.NOTHING.orBytes(2));
          read.add("read " + channel.take(2).length);
          return new HalfResult.Finished("read", Optional.empty());
        };
    Connection connection = fixture.connect(agreed(99));
    assertThat(connection.mux().limits())
        .containsEntry(initiator(99), 65_536)
        .containsEntry(responder(99), 65_536);
    assertThat(connection.slots().views()).isEmpty();
    connection.slots().startResponders();
    connection.slots().startInitiators(HOT);
    connection.mux().arrive(responder(99), 1, 2);

    Bundle own = fixture.bundle("own", 99, HOT, DONE, reads).publish();
    fixture.runtime.runUntilIdle();
    assertThat(read).containsExactly("read 2");
    assertThat(connection.mux().limits()).containsEntry(responder(99), 1_000);
    assertThat(connection.events())
        .as("whoever starts the others has asked for both before")
        .containsExactlyInAnyOrder(
            new SlotEvent.Started(responder(99), HOT),
            new SlotEvent.Ended(responder(99), HOT, "read", Optional.empty()),
            new SlotEvent.Started(initiator(99), HOT),
            new SlotEvent.Ended(initiator(99), HOT, "done", Optional.empty()));

    own.with("tempera.ingressLimit", 2_000).change();
    assertThat(connection.mux().limits()).containsEntry(responder(99), 2_000);
    connection.mux().stop();
  }

  @Test
  void whatIsPublishedBeforeTheRespondersAreWantedWaitsForThat() {
    Connection connection = fixture.connect(agreed(99));
    fixture.bundle("own", 99, HOT).publish();
    assertThat(connection.mux().statusMap()).containsEntry(responder(99), JobStatus.IDLE);
    connection.slots().startResponders();
    assertThat(connection.mux().statusMap())
        .containsEntry(responder(99), JobStatus.START_ON_DEMAND);
    connection.mux().stop();
  }

  @Test
  void aNumberOfCardanosThatNothingImplementsIsUnknown() {
    Connection connection = fixture.connect(agreed());
    assertThat(connection.mux().limits()).isEmpty();
    connection.mux().stop();
  }

  @Test
  void aNumberThatComesLateRunsWhereItIsAgreedAndOthersRunAlready() {
    Connection running = fixture.connect(agreed());
    Connection fresh = fixture.connect(agreed());
    Connection quiet = fixture.connect(agreed());
    running.slots().startResponders();
    running.slots().startInitiators(HOT);
    quiet.slots().startInitiators(HOT);
    quiet.slots().control(HOT, ControlMessage.TERMINATE);
    fixture.bundle("late", 2, HOT).publish();
    fixture.bundle("not agreed", 77, HOT).publish();
    fixture.runtime.runUntilIdle();
    assertThat(running.mux().statusMap()).containsEntry(responder(2), JobStatus.START_ON_DEMAND);
    assertThat(running.events())
        .containsExactly(
            new SlotEvent.Started(initiator(2), HOT),
            new SlotEvent.Ended(initiator(2), HOT, "done", Optional.empty()));
    assertThat(fresh.mux().limits()).containsOnlyKeys(initiator(2), responder(2));
    assertThat(fresh.mux().statusMap().values()).containsOnly(JobStatus.IDLE);
    assertThat(quiet.events()).isEmpty();
    List.of(running, fresh, quiet).forEach(connection -> connection.mux().stop());
  }

  @Test
  void anImplementationRunsWhereItSaysThatItIsEnabledAndIsAskedOnce() {
    List<Agreed> asked = new ArrayList<>();
    MiniProtocol choosy =
        new MiniProtocol() {
          @Override
          public boolean enabledFor(Agreed agreed) {
            asked.add(agreed);
            if (agreed.version() == 16) {
              throw new IllegalStateException("cannot say");
            }
            return agreed.data().perasSupport();
          }

          @Override
          public Half initiator() {
            return DONE;
          }

          @Override
          public Half responder() {
            return DONE;
          }
        };
    fixture.new Bundle("choosy", 2, HOT, choosy).publish();
    assertThat(fixture.connect(agreed()).mux().limits()).isEmpty();
    Connection connection = fixture.connect(agreed(false, true));
    assertThat(connection.mux().limits()).hasSize(2);
    connection.slots().startInitiators(HOT);
    fixture.runtime.runUntilIdle();
    connection.slots().startInitiators(HOT);
    connection.slots().views();
    assertThat(asked).hasSize(2);

    Agreed other = new Agreed(16, agreed().data(), new TreeSet<>());
    assertThat(fixture.connect(other).mux().limits()).isEmpty();
    assertThat(fixture.tracer.traces(ProtocolTrace.Rejected.class))
        .singleElement()
        .satisfies(
            rejected ->
                assertThat(rejected.text())
                    .contains("choosy 1.0.0", "enabledFor failed", "cannot say"));
    connection.mux().stop();
  }

  @Test
  void aHalfThatStartsRunsWhatIsChosenThenOfTheTemperatureThatItsNumberHas() {
    List<String> ran = new ArrayList<>();
    fixture.bundle("old", 2, HOT, noting(ran, "old"), DONE).publish();
    Connection connection = fixture.connect(agreed());
    connection.slots().startInitiators(HOT);
    fixture.runtime.runUntilIdle();

    fixture
        .bundle("new", 2, HOT, noting(ran, "new"), DONE)
        .with("tempera.ingressLimit", 5_000)
        .ranked(1)
        .publish();
    fixture.bundle("warm", 2, WARM, noting(ran, "warm"), DONE).ranked(2).publish();
    connection.slots().startInitiators(HOT);
    fixture.runtime.runUntilIdle();
    assertThat(ran).containsExactly("old", "new");
    assertThat(connection.mux().limits()).containsEntry(initiator(2), 5_000);
    assertThat(connection.slots().views()).extracting(SlotView::bundle).containsOnly("new 1.0.0");

    Connection later = fixture.connect(agreed());
    later.slots().startInitiators(HOT);
    later.slots().startInitiators(WARM);
    fixture.runtime.runUntilIdle();
    assertThat(ran).containsExactly("old", "new", "warm");
    connection.mux().stop();
    later.mux().stop();
  }

  private static Half noting(List<String> ran, String name) {
    return (context, channel) -> {
      ran.add(name);
      return new HalfResult.Finished(name, Optional.empty());
    };
  }

  @Test
  void anEndedHostEndsItsConnectionsAndTakesNoMore() throws Exception {
    Half untilInterrupted =
        (context, channel) -> {
          context.await(WaitFor.NOTHING);
          return new HalfResult.Finished("never", Optional.empty());
        };
    fixture.bundle("a", 2, HOT, untilInterrupted, DONE).publish();
    Connection connection = fixture.connect(agreed());
    connection.slots().startInitiators(HOT);
    fixture.runtime.runUntilIdle();
    fixture.runtime.run(fixture.host::close);
    fixture.runtime.run(fixture.host::close);
    assertThat(fixture.runtime.elapsed()).isZero();
    assertThat(connection.mux().ended()).isPresent();
    assertThat(fixture.host.protocols()).isEmpty();
    assertThat(fixture.tracer.traces(HandOverTrace.Failed.class)).isEmpty();
    assertThatThrownBy(() -> fixture.connect(agreed()))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("going down");
  }

  @Test
  void howManyHalvesRunIsShown() {
    Half untilInterrupted =
        (context, channel) -> {
          context.await(WaitFor.NOTHING);
          return new HalfResult.Finished("never", Optional.empty());
        };
    fixture.bundle("a", 2, HOT, untilInterrupted, untilInterrupted).publish();
    Connection connection = fixture.connect(agreed());
    connection.slots().startInitiators(HOT);
    connection.slots().startResponders();
    connection.mux().arrive(responder(2), 1);
    fixture.runtime.runUntilIdle();
    assertThat(fixture.host.protocols()).extracting(HostedProtocol::running).containsExactly(2);
    connection.mux().stop();
    fixture.runtime.runUntilIdle();
    assertThat(fixture.host.protocols()).extracting(HostedProtocol::running).containsExactly(0);
  }
}

package io.tempera.protocol.host.internal;

import static io.tempera.protocol.Temperature.HOT;
import static io.tempera.protocol.host.internal.HostFixture.DONE;
import static io.tempera.protocol.host.internal.HostFixture.agreed;
import static io.tempera.protocol.host.internal.HostFixture.initiator;
import static io.tempera.protocol.host.internal.HostFixture.responder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tempera.failure.FailureCategory;
import io.tempera.mux.JobStatus;
import io.tempera.protocol.Half;
import io.tempera.protocol.HalfResult;
import io.tempera.protocol.HandOverTrace;
import io.tempera.protocol.HostedProtocol;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.protocol.SlotEvent;
import io.tempera.protocol.WaitFor;
import io.tempera.protocol.host.internal.HostFixture.Bundle;
import io.tempera.protocol.host.internal.HostFixture.Connection;
import io.tempera.runtime.Task;
import io.tempera.runtime.Wait;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A bundle goes: what runs of it, what waits for it, and what is left of it. */
class WithdrawalTest {
  private static final Half UNTIL_INTERRUPTED =
      (context, channel) -> {
        context.await(WaitFor.NOTHING);
        return new HalfResult.Finished("never", Optional.empty());
      };

  private final HostFixture fixture = new HostFixture();

  @AfterEach
  void nothingIsLeft() {
    fixture.runtime.assertNothingLeft();
  }

  @Test
  void connectionsOnWhichAHalfOfItRunsAreClosedAndOthersAreNot() throws Exception {
    Bundle going = fixture.bundle("going", 2, HOT, DONE, UNTIL_INTERRUPTED).publish();
    fixture.bundle("staying", 3, HOT, DONE, UNTIL_INTERRUPTED).publish();
    Connection running = fixture.connect(agreed());
    Connection idle = fixture.connect(agreed());
    running.slots().startResponders();
    running.mux().arrive(responder(2), 1);
    idle.slots().startResponders();
    fixture.runtime.runUntilIdle();

    going.withdraw();
    fixture.runtime.runUntilIdle();
    assertThat(fixture.runtime.elapsed()).isZero();
    assertThat(idle.mux().ended()).isEmpty();
    assertThat(running.mux().ended()).isPresent();
    SlotEvent.Failed failed = (SlotEvent.Failed) running.events().get(1);
    assertThat(failed.key()).isEqualTo(responder(2));
    assertThat(failed.failure().category()).isEqualTo(FailureCategory.SHUTTING_DOWN);
    assertThat(failed.failure().message()).contains("going 1.0.0");
    assertThat(fixture.tracer.traces(HandOverTrace.Failed.class))
        .singleElement()
        .satisfies(
            trace ->
                assertThat(trace.text())
                    .isEqualTo(
                        running.mux().connectionId()
                            + " is closed: mini-protocol 2 responder runs from going 1.0.0, which is"
                            + " going, and it has come to no point from which another could carry on"));
    idle.mux().stop();
  }

  @Test
  void whatHadNotStartedRunsTheNextImplementation() throws Exception {
    List<String> ran = new ArrayList<>();
    Bundle going = fixture.bundle("going", 2, HOT).publish();
    Connection connection = fixture.connect(agreed());
    connection.slots().startResponders();
    going.withdraw();
    fixture
        .bundle(
            "next",
            2,
            HOT,
            DONE,
            (context, channel) -> {
              ran.add("next");
              return new HalfResult.Finished("done", Optional.empty());
            })
        .publish();
    assertThat(connection.mux().statusMap()).containsEntry(responder(2), JobStatus.START_ON_DEMAND);
    connection.mux().arrive(responder(2), 1);
    fixture.runtime.runUntilIdle();
    assertThat(ran).containsExactly("next");
    connection.slots().startInitiators(HOT);
    fixture.runtime.runUntilIdle();
    assertThat(connection.events()).hasSize(4);
    connection.mux().stop();
  }

  @Test
  void withoutANextImplementationTheNumberIsUnknownWhenItIsUsed() throws Exception {
    Bundle going = fixture.bundle("going", 2, HOT).publish();
    Connection connection = fixture.connect(agreed());
    connection.slots().startResponders();
    going.withdraw();
    connection.slots().startInitiators(HOT);
    fixture.runtime.runUntilIdle();
    assertThat(connection.events()).as("there is nothing to start").isEmpty();
    assertThat(connection.mux().ended()).isEmpty();

    connection.mux().arrive(responder(2), 1);
    fixture.runtime.runUntilIdle();
    assertThat(connection.events()).as("somebody may come").isEmpty();
    fixture.runtime.advance(HostFixture.GRACE);
    fixture.runtime.runUntilIdle();
    assertThat(connection.events()).hasSize(2);
    assertThat(((SlotEvent.Failed) connection.events().getFirst()).failure().message())
        .contains("nothing implements this mini-protocol here any more");
  }

  @Test
  void aHalfThatIgnoresItsInterruptIsGivenUpAfterTheTimeout() throws Exception {
    Stubborn stubborn = new Stubborn(fixture.runtime);
    Bundle going = fixture.bundle("going", 2, HOT, stubborn, UNTIL_INTERRUPTED).publish();
    Connection connection = fixture.connect(agreed());
    connection.slots().startInitiators(HOT);
    connection.slots().startResponders();
    connection.mux().arrive(responder(2), 1);
    fixture.runtime.runUntilIdle();

    going.withdraw();
    fixture.runtime.runUntilIdle();
    assertThat(fixture.runtime.elapsed()).isEqualTo(HostFixture.HAND_OVER_TIMEOUT);
    assertThat(stubborn.interrupts).as("one is enough").isEqualTo(1);
    assertThat(connection.mux().ended()).isPresent();
    assertThat(fixture.tracer.traces(ProtocolTrace.Abandoned.class))
        .singleElement()
        .satisfies(trace -> assertThat(trace.text()).contains("2 initiator", "going 1.0.0"));
    stubborn.release();
  }

  @Test
  void whoeverIsInterruptedWhileItWaitsGivesUpAtOnce() throws Exception {
    Stubborn stubborn = new Stubborn(fixture.runtime);
    Bundle going = fixture.bundle("going", 2, HOT, stubborn, DONE).publish();
    Connection connection = fixture.connect(agreed());
    connection.slots().startInitiators(HOT);
    fixture.runtime.runUntilIdle();
    List<Boolean> flag = new ArrayList<>();
    Task stopper =
        fixture.runtime.start(
            "stopper",
            () -> {
              going.withdrawHere();
              flag.add(Thread.interrupted());
            });
    fixture.runtime.runUntilIdle();
    assertThat(stopper.isDone()).isFalse();
    stopper.interrupt();
    fixture.runtime.runUntilIdle();
    assertThat(stopper.isDone()).isTrue();
    assertThat(flag).containsExactly(true);
    assertThat(fixture.runtime.elapsed()).isZero();
    assertThat(connection.mux().ended()).isPresent();
    stubborn.release();
  }

  @Test
  void anotherNumberOrTemperatureForTheSameServiceIsForNewConnections() throws Exception {
    Bundle changing = fixture.bundle("changing", 2, HOT, UNTIL_INTERRUPTED, DONE).publish();
    Connection connection = fixture.connect(agreed());
    connection.slots().startInitiators(HOT);
    fixture.runtime.runUntilIdle();
    changing.with("tempera.number", 3);
    changing.change();
    fixture.runtime.runUntilIdle();
    assertThat(connection.mux().ended()).isEmpty();
    assertThat(fixture.host.protocols())
        .extracting(HostedProtocol::number, HostedProtocol::chosen, HostedProtocol::running)
        .containsExactly(tuple(2, false, 1), tuple(3, true, 1));
    assertThat(fixture.connect(agreed()).mux().limits())
        .containsOnlyKeys(initiator(3), responder(3));
    changing.withdraw();
    fixture.runtime.runUntilIdle();
    assertThat(connection.mux().ended()).isPresent();
    assertThat(fixture.host.protocols()).isEmpty();
  }

  @Test
  void aQuestionThatIsBeingAnsweredIsWaitedFor() throws Exception {
    Wait wait = fixture.runtime.newWait();
    boolean[] answer = {false};
    MiniProtocol slow =
        new MiniProtocol() {
          @Override
          public boolean enabledFor(io.tempera.handshake.Agreed agreed) {
            try {
              wait.until(() -> answer[0]);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return true;
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
    Bundle going = fixture.new Bundle("slow", 2, HOT, slow).publish();
    fixture.runtime.start("connect", () -> fixture.connect(agreed()));
    fixture.runtime.runUntilIdle();
    Task stopper = fixture.runtime.start("stopper", going::withdrawHere);
    fixture.runtime.runUntilIdle();
    assertThat(stopper.isDone()).isFalse();
    answer[0] = true;
    wait.wake();
    fixture.runtime.runUntilIdle();
    assertThat(stopper.isDone()).isTrue();
  }

  @Test
  void nothingOfTheBundleIsKept() throws Exception {
    List<WeakReference<Object>> references = new ArrayList<>();
    Connection connection = runAndWithdraw(references);
    assertThat(connection.events()).hasSize(5);
    for (int i = 0; i < 50 && references.stream().anyMatch(r -> r.get() != null); i++) {
      System.gc();
    }
    assertThat(references).hasSize(4).allSatisfy(r -> assertThat(r.get()).isNull());
    assertThat(connection.slots().views()).hasSize(2);
  }

  /** Everything of the bundle is local here, so that the test itself keeps nothing. */
  private Connection runAndWithdraw(List<WeakReference<Object>> references) throws Exception {
    class Own extends RuntimeException {
      private static final long serialVersionUID = 1L;

      Own() {
        super("mine", new IllegalStateException("inner"));
      }
    }
    Half throwing =
        (context, channel) -> {
          Own own = new Own();
          references.add(new WeakReference<>(own));
          throw own;
        };
    // It captures something, or there would be one object for good.
    Half running =
        (context, channel) -> {
          context.await(WaitFor.NOTHING.orBytes(6 + references.size()).orWaker());
          return new HalfResult.Finished("never", Optional.empty());
        };
    references.add(new WeakReference<>(throwing));
    references.add(new WeakReference<>(running));
    MiniProtocol protocol = HostFixture.protocol(throwing, running);
    references.add(new WeakReference<>(protocol));
    Bundle bundle = fixture.new Bundle("going", 2, HOT, protocol).publish();
    Connection connection = fixture.connect(agreed());
    connection.slots().startResponders();
    connection.mux().arrive(responder(2), 1);
    fixture.runtime.runUntilIdle();
    connection.slots().startInitiators(HOT);
    fixture.runtime.runUntilIdle();
    bundle.withdraw();
    return connection;
  }

  @Test
  void aResponderWhoseBundleGoesWhileItIsAskedForWaitsForItsOwnBytes() throws Exception {
    Bundle going =
        fixture
            .bundle("any", 98, HOT, DONE, UNTIL_INTERRUPTED)
            .with("tempera.responderStart", "ON_DEMAND_ANY")
            .publish();
    Connection connection = fixture.connect(agreed(98));
    connection.mux().beforeNextRun(going::withdrawHere);
    fixture.runtime.run(connection.slots()::startResponders);
    fixture.runtime.runUntilIdle();
    assertThat(connection.mux().statusMap().get(responder(98)))
        .isEqualTo(JobStatus.START_ON_DEMAND);
    connection.mux().stop();
    fixture.runtime.runUntilIdle();
  }
}

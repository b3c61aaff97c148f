package io.tempera.protocol.host.internal;

import static io.tempera.protocol.Temperature.HOT;
import static io.tempera.protocol.host.internal.HostFixture.DONE;
import static io.tempera.protocol.host.internal.HostFixture.agreed;
import static io.tempera.protocol.host.internal.HostFixture.initiator;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.mux.Channel;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Half;
import io.tempera.protocol.HalfContext;
import io.tempera.protocol.HalfResult;
import io.tempera.protocol.HandOverTrace;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.ResumePoint;
import io.tempera.protocol.SlotEvent;
import io.tempera.protocol.Snapshot;
import io.tempera.protocol.WaitFor;
import io.tempera.protocol.host.internal.HostFixture.Bundle;
import io.tempera.protocol.host.internal.HostFixture.Connection;
import io.tempera.runtime.Wait;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is published, or asked, changes again while halves still do what was asked before. */
class ChangesOfMindTest {
  private static final int NUMBER = 2;
  private static final ResumePoint HERE = new ResumePoint("Here", 0);
  private static final ResumePoint THERE = new ResumePoint("There", 0);

  private final HostFixture fixture = new HostFixture();
  private final List<String> ledger = Counter.newLedger();

  /** What slow halves wait for before they do what they were asked. */
  private final Wait slow = fixture.runtime.newWait();

  private boolean released;

  @AfterEach
  void nothingIsLeft() {
    fixture.runtime.assertNothingLeft();
  }

  private static MiniProtocol protocol(Half initiator, ResumePoint... points) {
    return new MiniProtocol() {
      @Override
      public List<ResumePoint> resumesFrom() {
        return List.of(points);
      }

      @Override
      public Half initiator() {
        return initiator;
      }

      @Override
      public Half responder() {
        return DONE;
      }
    };
  }

  /** It decides at once, and takes its time then. */
  private HalfResult slow(HalfContext context, Channel channel) throws InterruptedException {
    ledger.add("slow begins");
    HalfResult result =
        switch (context.await(
            WaitFor.NOTHING.orControlOtherThan(ControlMessage.CONTINUE).orHandOverAt(HERE))) {
          case HAND_OVER ->
              new HalfResult.HandedOver(
                  new Snapshot(HERE.point(), 0, ByteBuffer.allocate(1), Optional.empty()));
          default -> new HalfResult.Finished("slow has ended", Optional.empty());
        };
    ledger.add("slow has decided");
    slow.until(() -> released);
    return result;
  }

  private void release() {
    released = true;
    slow.wake();
    fixture.runtime.runUntilIdle();
  }

  private Connection runSlowly(ResumePoint... points) {
    fixture.new Bundle("slow", NUMBER, HOT, protocol(this::slow, points)).publish();
    Connection connection = fixture.connect(agreed());
    connection.slots().startInitiators(HOT);
    fixture.runtime.runUntilIdle();
    return connection;
  }

  private Bundle version(int version, ResumePoint... points) {
    return fixture.new Bundle("counter", NUMBER, HOT, new Counter("v" + version, ledger, points))
        .version(version);
  }

  private void stop(Connection connection) {
    connection.mux().stop();
    fixture.runtime.runUntilIdle();
  }

  @Test
  void aHalfThatEndsToBeStartedAgainIsAlthoughWhatWasToFollowHasGone() throws Exception {
    Connection connection = runSlowly(HERE);
    Bundle newer = version(2, THERE).publish();
    fixture.runtime.runUntilIdle();
    assertThat(ledger).containsExactly("slow begins", "slow has decided");
    newer.withdraw();
    released = false;
    release();
    assertThat(ledger).as("the same one again").endsWith("slow begins");
    assertThat(connection.events()).containsExactly(new SlotEvent.Started(initiator(NUMBER), HOT));
    stop(connection);
  }

  @Test
  void aHalfThatEndsToBeStartedAgainIsAlthoughTheNextOneCouldCarryOn() {
    Connection connection = runSlowly(HERE);
    version(2, THERE).publish();
    fixture.runtime.runUntilIdle();
    version(3, HERE).publish();
    fixture.runtime.runUntilIdle();
    release();
    assertThat(ledger).endsWith("v3 begins at 0");
    assertThat(connection.events()).hasSize(1);
    stop(connection);
  }

  @Test
  void aHalfMayStopWhereItWasAskedToBeforeItWasAskedToStopElsewhere() {
    Connection connection = runSlowly(HERE, THERE);
    version(2, HERE).publish();
    fixture.runtime.runUntilIdle();
    assertThat(ledger).endsWith("slow has decided");
    version(3, THERE).publish();
    fixture.runtime.runUntilIdle();
    release();
    assertThat(connection.mux().ended()).as("nothing has failed").isEmpty();
    assertThat(fixture.tracer.traces(HandOverTrace.HandedOver.class))
        .as("only the version between the two can carry on there")
        .first()
        .extracting(HandOverTrace.HandedOver::to)
        .isEqualTo("counter 2.0.0");
    assertThat(ledger).endsWith("v3 begins at 0");
    stop(connection);
  }

  @Test
  void aQuietProtocolHasItsGraceAtEachChange() throws Exception {
    Bundle first = version(1, Counter.IDLE).publish();
    Connection connection = fixture.connect(agreed());
    connection.slots().startInitiators(HOT);
    fixture.runtime.runUntilIdle();
    first.withdraw();
    fixture.runtime.advance(Duration.ofSeconds(5));
    Bundle second = version(2, Counter.IDLE).publish();
    fixture.runtime.runUntilIdle();
    fixture.runtime.advance(Duration.ofMinutes(30));
    second.withdraw();
    assertThat(fixture.tracer.traces(HandOverTrace.Parked.class))
        .extracting(HandOverTrace.Parked::grace)
        .containsExactly(HostFixture.GRACE, HostFixture.GRACE);
    fixture.runtime.advance(Duration.ofSeconds(5));
    version(3, Counter.IDLE).publish();
    fixture.runtime.runUntilIdle();
    assertThat(ledger).endsWith("v3 resumes at 0");
    assertThat(connection.events()).hasSize(1);
    stop(connection);
  }

  @Test
  void whatIsTerminatedBeforeTheNextOneBeginsAfreshEndsAtOnce() throws Exception {
    Bundle first = version(1).publish();
    Connection connection = fixture.connect(agreed());
    connection.slots().startInitiators(HOT);
    fixture.runtime.runUntilIdle();
    first.withdraw();
    connection.slots().control(HOT, ControlMessage.TERMINATE);
    fixture.runtime.runUntilIdle();
    assertThat(fixture.runtime.elapsed()).isZero();
    assertThat(connection.events())
        .last()
        .isEqualTo(
            new SlotEvent.Ended(
                initiator(NUMBER), HOT, SlotMachine.NOTHING_TO_END, Optional.empty()));
    version(2).publish();
    fixture.runtime.runUntilIdle();
    assertThat(ledger).containsExactly("v1 begins at 0");
    stop(connection);
  }

  @Test
  void whatIsRejectedAfterAChangeStillGoesWithItsBundle() throws Exception {
    List<ResumePoint> points = new ArrayList<>(List.of(HERE));
    Half waiting =
        (context, channel) -> {
          context.await(WaitFor.NOTHING);
          return new HalfResult.Finished("never", Optional.empty());
        };
    MiniProtocol protocol =
        new MiniProtocol() {
          @Override
          public List<ResumePoint> resumesFrom() {
            return List.of(points.removeFirst());
          }

          @Override
          public Half initiator() {
            return waiting;
          }

          @Override
          public Half responder() {
            return DONE;
          }
        };
    Bundle bundle = fixture.new Bundle("odd", NUMBER, HOT, protocol).publish();
    Connection connection = fixture.connect(agreed());
    connection.slots().startInitiators(HOT);
    fixture.runtime.runUntilIdle();
    bundle.with("tempera.temperature", "WARM").change();
    assertThat(fixture.host.rejected()).hasSize(1);
    assertThat(connection.mux().ended()).as("it runs on").isEmpty();
    bundle.withdraw();
    assertThat(fixture.host.protocols()).isEmpty();
    assertThat(connection.mux().ended()).as("it did not come to its point").isPresent();
  }
}

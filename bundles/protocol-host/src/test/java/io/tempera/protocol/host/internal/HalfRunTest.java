package io.tempera.protocol.host.internal;

import static io.tempera.protocol.Temperature.HOT;
import static io.tempera.protocol.host.internal.HostFixture.DONE;
import static io.tempera.protocol.host.internal.HostFixture.agreed;
import static io.tempera.protocol.host.internal.HostFixture.initiator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import io.tempera.mux.Channel;
import io.tempera.mux.MuxException;
import io.tempera.protocol.Half;
import io.tempera.protocol.HalfResult;
import io.tempera.protocol.HostedProtocol;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.protocol.SlotEvent;
import io.tempera.protocol.Snapshot;
import io.tempera.protocol.host.internal.HostFixture.Connection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a half ends, and what is left to it then. */
class HalfRunTest {
  private final HostFixture fixture = new HostFixture();

  @AfterEach
  void nothingIsLeft() {
    fixture.runtime.assertNothingLeft();
  }

  @Test
  void whatAHalfThrowsEndsTheConnectionAsAValue() throws Exception {
    assertThat(
            failureOf(
                (context, channel) -> {
                  throw new IllegalStateException("bad cookie");
                }))
        .satisfies(
            failure -> {
              assertThat(failure.category()).isEqualTo(FailureCategory.PROTOCOL_CODE);
              assertThat(failure.className()).isEqualTo("java.lang.IllegalStateException");
              assertThat(failure.message()).contains(": bad cookie, at ");
              assertThat(failure.stack()).contains("HalfRunTest");
            });
    assertThat(
            failureOf(
                (context, channel) -> {
                  throw new TemperaException(FailureCategory.REMOTE_MISBEHAVED, "too long");
                }))
        .satisfies(
            failure -> assertThat(failure.category()).isEqualTo(FailureCategory.REMOTE_MISBEHAVED));
    assertThat(
            failureOf(
                    (context, channel) -> {
                      throw new StackOverflowError();
                    })
                .className())
        .isEqualTo("java.lang.StackOverflowError");
    assertThat(
            failureOf(
                    (context, channel) -> {
                      throw new Unspeakable();
                    })
                .className())
        .isEqualTo(Unspeakable.class.getName());
    assertThat(failureOf((context, channel) -> null).message()).contains("null");
    assertThat(failureOf((context, channel) -> new HalfResult.Finished(null, null)).message())
        .contains("null");
    assertThat(
            failureOf(
                    (context, channel) ->
                        new HalfResult.HandedOver(
                            new Snapshot("StIdle", 0, ByteBuffer.allocate(0), Optional.empty())))
                .message())
        .contains("handed over");
  }

  @Test
  void whatTheAuthorDidNotMeanToThrowSaysWhere() throws Exception {
    assertThat(
            failureOf(
                    (context, channel) -> {
                      throw new IllegalStateException("mine", new IOException("below"));
                    })
                .message())
        .matches(
            "java\\.lang\\.IllegalStateException: mine, at "
                + "io\\.tempera\\.protocol\\.host\\.internal\\.HalfRunTest\\.lambda.* "
                + "\\(HalfRunTest\\.java:\\d+\\)");
    assertThat(
            failureOf(
                    (context, channel) -> {
                      throw new NullPointerException();
                    })
                .message())
        .startsWith("java.lang.NullPointerException, at io.tempera.");
  }

  private static final class Unspeakable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message");
    }
  }

  private Failure failureOf(Half half) throws Exception {
    HostFixture.Bundle bundle = fixture.bundle("chain-sync", 2, HOT, half, DONE).publish();
    Connection connection = fixture.connect(agreed());
    connection.slots().startInitiators(HOT);
    fixture.runtime.runUntilIdle();
    bundle.withdraw();
    assertThat(connection.events()).hasSize(3);
    SlotEvent.Failed failed = (SlotEvent.Failed) connection.events().get(1);
    assertThat(connection.events().get(2)).isInstanceOf(SlotEvent.MuxEnded.class);
    assertThat(fixture.tracer.traces(ProtocolTrace.Failed.class)).isNotEmpty();
    return failed.failure();
  }

  @Test
  void aHalfThatHasEndedCanNoLongerUseItsChannel() {
    List<Channel> kept = new ArrayList<>();
    Half keeps =
        (context, channel) -> {
          channel.send(new byte[] {1});
          kept.add(channel);
          return new HalfResult.Finished("done", Optional.empty());
        };
    fixture.bundle("a", 2, HOT, keeps, DONE).publish();
    Connection connection = fixture.connect(agreed());
    connection.slots().startInitiators(HOT);
    fixture.runtime.runUntilIdle();
    Channel channel = kept.getFirst();
    for (ThrowingCallable use :
        List.<ThrowingCallable>of(
            channel::arrived,
            () -> channel.look(0),
            () -> channel.take(1),
            () -> channel.send(new byte[] {1}))) {
      assertThatThrownBy(use)
          .isInstanceOf(MuxException.class)
          .hasMessageContaining("127.0.0.1:10001 2 initiator was ended");
    }
    assertThat(connection.mux().channel(initiator(2)).sent()).hasSize(1);
    connection.mux().stop();
  }

  @Test
  void aHalfThatDoesNotEndLosesItsChannelWithTheConnection() {
    Stubborn stubborn = new Stubborn(fixture.runtime);
    fixture.bundle("a", 2, HOT, stubborn, DONE).publish();
    Connection connection = fixture.connect(agreed());
    connection.slots().startInitiators(HOT);
    fixture.runtime.runUntilIdle();
    connection.mux().stop();
    fixture.runtime.runUntilIdle();
    assertThat(connection.events()).hasSize(3);
    assertThat(stubborn.interrupts).isEqualTo(1);
    assertThat(fixture.host.protocols()).extracting(HostedProtocol::running).containsExactly(1);
    assertThatThrownBy(() -> stubborn.channel.arrived()).isInstanceOf(MuxException.class);
    stubborn.release();
    fixture.runtime.runUntilIdle();
    assertThat(fixture.host.protocols()).extracting(HostedProtocol::running).containsExactly(0);
    assertThat(connection.events()).as("its late end is nobody's business").hasSize(3);
  }
}

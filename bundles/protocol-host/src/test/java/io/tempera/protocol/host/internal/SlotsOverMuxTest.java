package io.tempera.protocol.host.internal;

import static io.tempera.protocol.Temperature.HOT;
import static io.tempera.protocol.host.internal.HostFixture.agreed;
import static io.tempera.protocol.host.internal.HostFixture.initiator;
import static io.tempera.protocol.host.internal.HostFixture.responder;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerListener;
import io.tempera.bearer.DialRequest;
import io.tempera.handshake.Agreed;
import io.tempera.handshake.DiffusionMode;
import io.tempera.mux.Mux;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxError;
import io.tempera.mux.internal.MuxComponent;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Half;
import io.tempera.protocol.HalfResult;
import io.tempera.protocol.SlotEvent;
import io.tempera.protocol.Slots;
import io.tempera.protocol.WaitFor;
import io.tempera.protocol.Woken;
import io.tempera.protocol.host.internal.HostFixture.Bundle;
import io.tempera.testkit.MemoryNetwork;
import io.tempera.testkit.VirtualRuntime;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two hosts with each other over the real multiplexer and a network in memory. */
class SlotsOverMuxTest {
  private static final int PING = 99;
  private static final byte DONE = 0;

  /** Pings with numbers until it is to end, says so, and looks whether every answer is right. */
  private static final Half PINGER =
      (context, channel) -> {
        byte count = 0;
        do {
          channel.send(new byte[] {++count});
          context.await(WaitFor.NOTHING.orBytes(1));
          byte answer = channel.take(1)[0];
          if (answer != count) {
            throw new IllegalStateException("asked " + count + ", answered " + answer);
          }
        } while (context.await(
                WaitFor.NOTHING
                    .orControlOtherThan(ControlMessage.CONTINUE)
                    .orTime(Duration.ofSeconds(1)))
            == Woken.TIME);
        channel.send(new byte[] {DONE});
        return new HalfResult.Finished("pinged " + count, Optional.empty());
      };

  private static final Half PONGER =
      (context, channel) -> {
        int count = 0;
        while (true) {
          context.await(WaitFor.NOTHING.orBytes(1));
          byte asked = channel.take(1)[0];
          if (asked == DONE) {
            return new HalfResult.Finished("answered " + count, Optional.empty());
          }
          count++;
          channel.send(new byte[] {asked});
        }
      };

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final MemoryNetwork network = new MemoryNetwork(runtime);
  private final HostFixture here = new HostFixture(runtime);
  private final HostFixture there = new HostFixture(runtime);
  private final MuxComponent muxes = new MuxComponent(defaults(), runtime, here.tracer);

  /** One side of a connection. */
  private record Side(Mux mux, Slots slots, List<SlotEvent> events) {}

  @AfterEach
  void nothingIsLeft() {
    runtime.assertNothingLeft();
    network.assertNothingLeft();
  }

  private static MuxComponent.Config defaults() {
    return (MuxComponent.Config)
        Proxy.newProxyInstance(
            SlotsOverMuxTest.class.getClassLoader(),
            new Class<?>[] {MuxComponent.Config.class},
            (proxy, method, arguments) -> method.getDefaultValue());
  }

  /** A connection, here first. */
  private List<Side> connect(Agreed agreed) throws Exception {
    BearerListener listener = network.listen(new InetSocketAddress("127.0.0.1", 3001));
    Bearer dialled =
        runtime.call(
            () ->
                network.dial(
                    new DialRequest(
                        new InetSocketAddress("127.0.0.1", 3001),
                        Optional.empty(),
                        Duration.ofSeconds(5))));
    Bearer accepted = runtime.call(listener::accept);
    listener.close();
    return List.of(open(here, dialled, agreed), open(there, accepted, agreed));
  }

  private Side open(HostFixture fixture, Bearer bearer, Agreed agreed) {
    Mux mux = muxes.create(bearer);
    Slots slots = fixture.host.open(mux, agreed, DiffusionMode.INITIATOR_AND_RESPONDER);
    List<SlotEvent> events = new ArrayList<>();
    slots.subscribe(events::add);
    mux.run();
    return new Side(mux, slots, events);
  }

  @Test
  void aConversationRunsToItsEndAndAgain() throws Exception {
    here.bundle("ping", PING, HOT, PINGER, PONGER).publish();
    there.bundle("ping", PING, HOT, PINGER, PONGER).publish();
    List<Side> sides = connect(agreed(PING));
    Side asking = sides.getFirst();
    Side answering = sides.getLast();
    answering.slots().startResponders();
    for (int i = 0; i < 2; i++) {
      asking.slots().control(HOT, ControlMessage.CONTINUE);
      asking.slots().startInitiators(HOT);
      runtime.advance(Duration.ofMillis(4_500));
      asking.slots().control(HOT, ControlMessage.TERMINATE);
      runtime.runUntilIdle();
      assertThat(asking.events())
          .containsExactly(
              new SlotEvent.Started(initiator(PING), HOT),
              new SlotEvent.Ended(initiator(PING), HOT, "pinged 5", Optional.empty()));
      assertThat(answering.events())
          .containsExactly(
              new SlotEvent.Started(responder(PING), HOT),
              new SlotEvent.Ended(responder(PING), HOT, "answered 5", Optional.empty()));
      answering.slots().startResponder(PING);
      asking.events().clear();
      answering.events().clear();
    }
    close(asking);
    assertThat(asking.events()).containsExactly(new SlotEvent.MuxEnded(new MuxEnd.Stopped()));
    assertThat(answering.events()).last().isInstanceOf(SlotEvent.MuxEnded.class);
  }

  @Test
  void whatArrivesBeforeTheBundleDoesIsAnsweredWhenItIsThere() throws Exception {
    here.bundle("ping", PING, HOT, PINGER, PONGER).publish();
    List<Side> sides = connect(agreed(PING));
    sides.getLast().slots().startResponders();
    sides.getFirst().slots().startInitiators(HOT);
    runtime.advance(Duration.ofSeconds(2));
    assertThat(sides.getLast().events()).isEmpty();
    there.bundle("ping", PING, HOT, PINGER, PONGER).publish();
    runtime.advance(Duration.ofMillis(500));
    sides.getFirst().slots().control(HOT, ControlMessage.TERMINATE);
    runtime.runUntilIdle();
    assertThat(sides.getFirst().events())
        .last()
        .isEqualTo(new SlotEvent.Ended(initiator(PING), HOT, "pinged 1", Optional.empty()));
    close(sides.getFirst());
  }

  @Test
  void aFailingHalfEndsBothSides() throws Exception {
    here.bundle("ping", PING, HOT, PINGER, PONGER).publish();
    Half wrong =
        (context, channel) -> {
          context.await(WaitFor.NOTHING.orBytes(1));
          channel.send(new byte[] {77});
          return PONGER.run(context, channel);
        };
    there.bundle("ping", PING, HOT, PINGER, wrong).publish();
    List<Side> sides = connect(agreed(PING));
    sides.getLast().slots().startResponders();
    sides.getFirst().slots().startInitiators(HOT);
    runtime.runUntilIdle();
    SlotEvent.Failed failed = (SlotEvent.Failed) sides.getFirst().events().get(1);
    assertThat(failed.failure().message()).contains(": asked 1, answered 77, at ");
    assertThat(sides.getFirst().events().getLast())
        .isEqualTo(
            new SlotEvent.MuxEnded(
                new MuxEnd.Failed(
                    new MuxError.MiniProtocolFailed(initiator(PING), failed.failure()))));
    assertThat(sides.getLast().events()).hasSize(3);
    assertThat(sides.getLast().events().get(1)).isInstanceOf(SlotEvent.Failed.class);
    runtime.runUntilIdle();
    assertThat(sides.getLast().mux().ended()).isPresent();
  }

  @Test
  void aGoingBundleClosesTheConnectionOnBothSides() throws Exception {
    here.bundle("ping", PING, HOT, PINGER, PONGER).publish();
    Bundle going = there.bundle("ping", PING, HOT, PINGER, PONGER).publish();
    List<Side> sides = connect(agreed(PING));
    sides.getLast().slots().startResponders();
    sides.getFirst().slots().startInitiators(HOT);
    runtime.runUntilIdle();
    going.withdraw();
    runtime.runUntilIdle();
    assertThat(sides.getFirst().mux().ended()).isPresent();
    assertThat(sides.getLast().mux().ended()).isPresent();
  }

  @Test
  void aWaitingResponderWhoseBundleWentIsNotStartedByBytesOfOthers() throws Exception {
    int any = 98;
    here.bundle("ping", PING, HOT, PINGER, PONGER).publish();
    there.bundle("ping", PING, HOT, PINGER, PONGER).publish();
    Bundle going =
        there
            .bundle("any", any, HOT, PINGER, PONGER)
            .with("tempera.responderStart", "ON_DEMAND_ANY")
            .publish();
    List<Side> sides = connect(agreed(any, PING));
    Side answering = sides.getLast();
    answering.slots().startResponders();
    runtime.runUntilIdle();
    going.withdraw();
    sides.getFirst().slots().startInitiators(HOT);
    runtime.advance(Duration.ofMillis(1_500));
    assertThat(answering.events()).containsExactly(new SlotEvent.Started(responder(PING), HOT));
    assertThat(answering.mux().ended()).isEmpty();
    close(sides.getFirst());
  }

  @Test
  void aWaitingResponderWhoseBundleCameBackIsStartedByBytesOfOthersAgain() throws Exception {
    int any = 98;
    here.bundle("ping", PING, HOT, PINGER, PONGER).publish();
    there.bundle("ping", PING, HOT, PINGER, PONGER).publish();
    Bundle going =
        there
            .bundle("any", any, HOT, PINGER, PONGER)
            .with("tempera.responderStart", "ON_DEMAND_ANY")
            .publish();
    List<Side> sides = connect(agreed(any, PING));
    Side answering = sides.getLast();
    answering.slots().startResponders();
    runtime.runUntilIdle();
    going.withdraw();
    going.publish();
    sides.getFirst().slots().startInitiators(HOT);
    runtime.runUntilIdle();
    assertThat(answering.events())
        .containsExactlyInAnyOrder(
            new SlotEvent.Started(responder(PING), HOT),
            new SlotEvent.Started(responder(any), HOT));
    close(sides.getFirst());
  }

  private void close(Side side) {
    side.mux().stop();
    runtime.advance(Duration.ofSeconds(2));
  }
}

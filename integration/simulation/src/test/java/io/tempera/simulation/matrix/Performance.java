package io.tempera.simulation.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionTrace;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerStatus;
import io.tempera.protocol.HandOverTrace;
import io.tempera.protocol.HandOvers;
import io.tempera.protocol.Temperature;
import io.tempera.simulation.Ledger;
import io.tempera.simulation.Ledger.What;
import io.tempera.simulation.Numbered;
import io.tempera.simulation.Recorder;
import io.tempera.simulation.Said;
import io.tempera.simulation.Talk;
import io.tempera.simulation.TalkTrace;
import io.tempera.simulation.check.Check;
import io.tempera.trace.Trace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One swap, with what comes before and after it, and what is to be so then. */
final class Performance {
  private static final Duration SETTLING = Duration.ofSeconds(20);
  private static final Duration LAST = Duration.ofSeconds(1);

  /** What a question of {@link Talk} and its answer take, and more. */
  private static final Duration ROUND_TRIP = Duration.ofMillis(50);

  private final Stage stage;
  private final Kind kind;
  private final Swap swap;
  private final long seed;
  private final int number;
  private int lastEntries;
  private long began;
  private long ended;

  Performance(Kind kind, Swap swap, long seed) {
    this.kind = kind;
    this.swap = swap;
    this.seed = seed;
    number = Numbered.number(kind.temperature());
    stage = new Stage(seed, kind);
  }

  void perform() throws Exception {
    swap.deploy(stage, kind);
    stage.prepare();
    stage.pass(Duration.ofMillis(1_000 + 17 * seed));
    began = stage.runtime().nowNanos();
    swap.beforehand(stage);
    stage.stir();
    swap.perform(stage, kind);
    stage.pass(SETTLING);
    lastEntries = stage.ledger().entries().size();
    stage.pass(LAST);
    ended = stage.runtime().nowNanos();
  }

  private Fate fate(Role role) {
    return Fate.of(swap, kind, role);
  }

  /** Each peer has the temperature that it is to have, and each connection is open or closed. */
  void checkConnections() {
    for (Role role : Role.values()) {
      Fate fate = fate(role);
      assertThat(status(stage.peer(role))).as("%s, %s", role, fate).isEqualTo(fate.peer());
      assertThat(status(stage.centre(role))).as("%s, %s", role, fate).isEqualTo(fate.centre());
      boolean isUsed = fate.peer() != PeerStatus.COLD || fate.centre() != PeerStatus.COLD;
      assertThat(stage.isOpen(role)).as("%s, %s", role, fate).isEqualTo(isUsed);
      if (fate.why().isEmpty()) {
        assertThat(stage.refused()).doesNotContain(role);
      }
    }
  }

  private static PeerStatus status(Optional<PeerConnectionHandle> peer) {
    return peer.map(PeerConnectionHandle::status).orElse(PeerStatus.COLD);
  }

  /** Each connection that was closed for its sake says why, and no other one does. */
  void checkReasons() {
    for (Role role : Role.values()) {
      ConnectionId id = stage.id(role);
      List<String> errors =
          traces(ConnectionTrace.Closed.class)
              .filter(closed -> closed.connectionId().equals(id) && closed.byError())
              .map(ConnectionTrace.Closed::why)
              .toList();
      fate(role)
          .why()
          .ifPresentOrElse(
              why -> checkReason(role, why, errors),
              () -> assertThat(errors).as("%s", role).isEmpty());
    }
  }

  private void checkReason(Role role, Fate.Why why, List<String> errors) {
    ConnectionId id = stage.id(role);
    switch (why) {
      case NO_POINT -> {
        assertThat(errors).singleElement().asString().contains("was going", "" + number);
        assertThat(traces(HandOverTrace.Failed.class))
            .as("%s", role)
            .anyMatch(t -> t.connectionId().equals(id) && t.key().number() == number);
      }
      case INITIATOR_ENDED -> {
        assertThat(errors).as("%s", role).isEmpty();
        assertGraceOver(id, Direction.INITIATOR);
      }
      case NOBODY_ANSWERS -> {
        assertThat(errors).singleElement().asString().contains("nothing implements", "" + number);
        assertGraceOver(id, Direction.RESPONDER);
      }
      case THROWN ->
          assertThat(errors).singleElement().asString().contains("version 2 fails", "" + number);
      case SHUT_DOWN -> {
        // The node takes all of its connections down, as it likes.
      }
    }
  }

  private void assertGraceOver(ConnectionId id, Direction half) {
    assertThat(traces(HandOverTrace.GraceOver.class))
        .contains(new HandOverTrace.GraceOver(id, ProtocolKey.of(number, half)));
  }

  /** Halves are handed over as they are to be, once, and no others. */
  void checkHandOvers() {
    for (Role role : Role.values()) {
      if (role.isSteady() && fate(role).why().isEmpty()) {
        for (Direction half : Direction.values()) {
          HalfFate fate = HalfFate.of(swap, kind, role, half);
          assertThat(handedOver(stage.id(role), half))
              .as("%s %s", role, half)
              .isEqualTo(fate.handedOver());
          assertThat(versions(stage.id(role), half))
              .as("%s %s", role, half)
              .isEqualTo(fate.version().stream().toList());
        }
      }
    }
    for (HandOvers counters : stage.centre().host().handOvers()) {
      assertThat(counters.waiting()).as("%s", counters).isZero();
    }
    if (swap == Swap.CHANGE_TEMPERATURE || swap == Swap.FAILED_START) {
      assertThat(traces(HandOverTrace.class)).isEmpty();
    }
  }

  private List<Optional<String>> handedOver(ConnectionId id, Direction half) {
    ProtocolKey key = ProtocolKey.of(number, half);
    return traces(HandOverTrace.HandedOver.class)
        .filter(t -> t.connectionId().equals(id) && t.key().equals(key))
        .map(HandOverTrace.HandedOver::point)
        .toList();
  }

  /** Whose code has said something of late. */
  private List<Integer> versions(ConnectionId id, Direction half) {
    What what = half == Direction.INITIATOR ? What.IS_ANSWERED : What.HANDLES;
    List<Ledger.Entry> entries = stage.ledger().entries();
    return entries.subList(lastEntries, entries.size()).stream()
        .filter(e -> e.connectionId().equals(id) && e.what() == what)
        .map(Ledger.Entry::version)
        .distinct()
        .toList();
  }

  /** What else runs on connections that stay up goes on in its rhythm. */
  void checkOthers() {
    for (Role role : Role.values()) {
      Fate fate = fate(role);
      if (role.isSteady() && fate.why().isEmpty()) {
        Recorder centre = stage.recorders().getFirst();
        Recorder other = stage.recorders().get(role.host());
        checkTalk(centre, stage.id(role), fate.peer());
        checkTalk(other, Stage.reversed(stage.id(role)), fate.centre());
      }
    }
  }

  private void checkTalk(Recorder of, ConnectionId id, PeerStatus status) {
    if (status != PeerStatus.COLD) {
      checkTalk(of, id, Talk.number(Temperature.ESTABLISHED));
    }
    if (status == PeerStatus.HOT) {
      checkTalk(of, id, Talk.number(Temperature.HOT));
    }
  }

  private void checkTalk(Recorder of, ConnectionId id, int talk) {
    long last = began;
    long most = Stage.TALK_INTERVAL.plus(ROUND_TRIP).toNanos();
    TalkTrace.Asks asks = new TalkTrace.Asks(id, talk);
    for (Said said : of.said()) {
      if (said.nanos() > began && said.nanos() <= ended && said.trace().equals(asks)) {
        assertThat(said.nanos() - last).as("%s", said.line()).isLessThanOrEqualTo(most);
        last = said.nanos();
      }
    }
    assertThat(ended - last).as("%s %s", id, talk).isLessThanOrEqualTo(most);
  }

  /**
   * Everything comes to its end: nothing is left, no message is missing, and no rule was broken.
   */
  void end() throws Exception {
    stage.bidFarewell();
    for (Role role : Role.values()) {
      if (Fate.endsWell(swap, kind, role)) {
        ConnectionId id = stage.id(role);
        assertThat(stage.ledger().unfinished(id)).as("%s", role).isEmpty();
        assertThat(stage.ledger().unfinished(Stage.reversed(id))).as("%s", role).isEmpty();
      }
    }
    stage.close();
    stage.world().assertNothingLeft();
    assertThat(stage.ledger().violations()).isEmpty();
    for (Recorder recorder : stage.recorders()) {
      for (Check check : Check.ofAnyVersions()) {
        assertThat(check.violations(Stage.SETTINGS, recorder.said())).isEmpty();
      }
    }
  }

  private <T extends Trace> Stream<T> traces(Class<T> kind) {
    return stage.recorders().getFirst().said().stream()
        .map(Said::trace)
        .filter(kind::isInstance)
        .map(kind::cast);
  }
}

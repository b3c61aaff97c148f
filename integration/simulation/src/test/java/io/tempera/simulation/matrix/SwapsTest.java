package io.tempera.simulation.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.ConnectionTrace;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerStatus;
import io.tempera.protocol.HandOverTrace;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.protocol.Temperature;
import io.tempera.simulation.Edition;
import io.tempera.simulation.Said;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the {@link MatrixTest matrix} has no place for. */
@Timeout(60)
final class SwapsTest {
  private static final Kind KIND = new Kind(Temperature.ESTABLISHED, Kind.Points.COMMON);
  private static final Edition FIRST = KIND.edition(1);
  private static final Edition SECOND = KIND.edition(2);

  private final Stage stage = new Stage(1, KIND);

  @BeforeEach
  void allIsUp() throws Exception {
    stage.publish(FIRST);
    stage.prepare();
    stage.pass(Duration.ofSeconds(1));
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    stage.close();
    stage.world().assertNothingLeft();
    assertThat(stage.ledger().violations()).isEmpty();
  }

  private long first() {
    return stage.published().getFirst();
  }

  private PeerStatus status(Role role) {
    return stage.peer(role).or(() -> stage.centre(role)).map(PeerConnectionHandle::status).get();
  }

  private List<HandOverTrace.HandedOver> handedOver() {
    return stage.recorders().stream()
        .flatMap(recorder -> recorder.said().stream())
        .map(Said::trace)
        .filter(HandOverTrace.HandedOver.class::isInstance)
        .map(HandOverTrace.HandedOver.class::cast)
        .toList();
  }

  @Test
  void aSwapOnAllNodesAtTheSameMomentLosesNothing() {
    Map<Role, PeerStatus> before = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      if (role != Role.COMES) {
        before.put(role, status(role));
      }
    }
    stage.publish(SECOND);
    for (Role role : Role.values()) {
      stage.publish(role.host(), SECOND);
    }
    stage.pass(Duration.ofSeconds(5));
    before.forEach((role, status) -> assertThat(status(role)).as("%s", role).isEqualTo(status));
    assertThat(handedOver()).allMatch(t -> t.point().isPresent()).hasSizeGreaterThan(before.size());
  }

  @Test
  void whatWaitsForAParkedResponderBeyondItsIngressLimitClosesTheConnection() throws Exception {
    stage.pad(Swap.LONG);
    stage.withdraw(first());
    stage.pass(Duration.ofSeconds(5));
    stage.publish(FIRST);
    assertThat(status(Role.ASKS_WARM)).isEqualTo(PeerStatus.COLD);
    assertThat(closed(Role.ASKS_WARM)).contains("7011", "4096");
    assertThat(status(Role.ASKED_WARM)).isEqualTo(PeerStatus.WARM);
  }

  private String closed(Role role) {
    return stage.recorders().getFirst().said().stream()
        .map(Said::trace)
        .filter(ConnectionTrace.Closed.class::isInstance)
        .map(ConnectionTrace.Closed.class::cast)
        .filter(closed -> closed.connectionId().equals(stage.id(role)))
        .map(ConnectionTrace.Closed::why)
        .findFirst()
        .orElse("it is open");
  }

  @Test
  void halvesThatDoNotEndWhenTheyAreInterruptedAreGivenUpWhenTheTimeIsOver() throws Exception {
    stage.holdBack(true);
    stage.pass(Duration.ofMillis(200));
    Duration before = stage.runtime().elapsed();
    stage.withdraw(first());
    assertThat(stage.runtime().elapsed().minus(before)).isEqualTo(Duration.ofSeconds(10));
    stage.pass(Duration.ofSeconds(1));
    assertThat(status(Role.ASKS_WARM)).isEqualTo(PeerStatus.COLD);
    assertThat(closed(Role.ASKS_WARM)).contains("was going");
    assertThat(stage.recorders().getFirst().said())
        .extracting(Said::trace)
        .filteredOn(ProtocolTrace.Abandoned.class::isInstance)
        .hasSize(3);
    stage.release();
  }
}

package io.tempera.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.nodekit.Wire;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** More connections than a node wants. */
class CrowdsIT {
  private static final int CROWD = 1_000;
  private static final int LIMIT = 20;
  private static final int LATE = 5;
  private static final long PER_CONNECTION = 64 * 1_024;
  private static final long NOISE = 8 << 20;

  @Test
  void aThousandConnectionsThatSayNothingCostLittleAndDisturbNobody() throws Exception {
    try (Stage stage = new Stage("2000")) {
      Held before = stage.held();
      List<Wire> silent = new ArrayList<>();
      for (int i = 0; i < CROWD; i++) {
        silent.add(stage.connect());
        if (i % 100 == 0) {
          stage.bystanders().round();
        }
      }
      stage.bystanders().round();
      assertThat(stage.held().beyond(before)).isLessThan(CROWD * PER_CONNECTION + NOISE);
      for (Wire wire : silent) {
        wire.close();
      }
      stage.awaitEnds(silent, List.of());
      stage.checkOthers();
      assertThat(stage.held().beyond(before)).isLessThan(NOISE);
    }
  }

  /** One may have been taken in while the last to fit were being counted; it is turned away. */
  @Test
  void whoComesBeyondTheLimitWaitsUntilSomebodyGoes() throws Exception {
    try (Stage stage = new Stage(Integer.toString(LIMIT))) {
      List<Wire> silent = new ArrayList<>();
      for (int i = stage.bystanders().count(); i < LIMIT; i++) {
        silent.add(stage.connect());
      }
      List<Wire> late = new ArrayList<>();
      for (int i = 0; i < LATE; i++) {
        Wire wire = stage.connectLate();
        wire.send(Proposals.PROPOSAL);
        late.add(wire);
      }
      stage.bystanders().round();
      assertThat(stage.connections()).isEqualTo(LIMIT);
      for (Wire wire : silent) {
        wire.close();
      }
      stage.awaitEnds(silent, List.of());
      List<Wire> turnedAway = new ArrayList<>();
      for (Wire wire : late) {
        try {
          assertThat(wire.receive()).isEqualTo(Proposals.ACCEPT);
        } catch (SocketException reset) {
          turnedAway.add(wire);
        }
      }
      assertThat(turnedAway).hasSizeLessThanOrEqualTo(1);
      late.removeAll(turnedAway);
      for (Wire wire : late) {
        wire.close();
      }
      stage.awaitEnds(late, List.of());
      stage.checkOthers();
    }
  }
}

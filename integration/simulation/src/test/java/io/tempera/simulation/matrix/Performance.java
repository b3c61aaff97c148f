package io.tempera.simulation.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.ConnectionTrace;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerStatus;
import io.tempera.protocol.HandOverTrace;
import io.tempera.simulation.Ledger;
import io.tempera.simulation.Numbered;
import io.tempera.simulation.Said;
import io.tempera.simulation.check.Check;
import io.tempera.trace.Trace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One swap, with what comes before and after it, and what is to be so then. */
final class Performance {
  private static final Duration SETTLING = Duration.ofSeconds(40);
  private static final Duration LAST = Duration.ofSeconds(1);

  private final Stage stage;
  private final Kind kind;
  private final Swap swap;
  private final long seed;
  private int mark;

  Performance(Kind kind, Swap swap, long seed) {
    this.kind = kind;
    this.swap = swap;
    this.seed = seed;
    stage = new Stage(seed, kind);
  }

  Stage stage() {
    return stage;
  }

  void perform() throws Exception {
    swap.deploy(stage, kind);
    stage.prepare();
    stage.pass(Duration.ofMillis(1_000 + 17 * seed));
    swap.beforehand(stage);
    stage.stir();
    swap.perform(stage, kind);
    stage.pass(SETTLING);
    mark = stage.ledger().entries().size();
    stage.pass(LAST);
  }

  void check(Role role) {
    Fate fate = Fate.of(swap, kind, role);
    String what = role + " should be " + fate;
    assertThat(stage.peer(role).map(PeerConnectionHandle::status).orElse(PeerStatus.COLD))
        .as(what)
        .isEqualTo(fate.peer());
    assertThat(stage.centre(role).map(PeerConnectionHandle::status).orElse(PeerStatus.COLD))
        .as(what)
        .isEqualTo(fate.centre());
  }

  void end() throws Exception {
    stage.bidFarewell();
    stage.close();
    stage.world().assertNothingLeft();
  }
}

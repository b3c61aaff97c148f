package io.tempera.connection.manager.internal;

import static io.tempera.connection.Holder.Kind.DIALLING;
import static io.tempera.connection.Holder.Kind.HANDSHAKE;
import static io.tempera.connection.Holder.Kind.LOCAL_USE;
import static io.tempera.connection.Holder.Kind.OUTBOUND_IDLE_TIME;
import static io.tempera.connection.Holder.Kind.REMOTE_IDLE_TIME;
import static io.tempera.connection.Holder.Kind.REMOTE_USE;
import static io.tempera.connection.Holder.Kind.TIME_WAIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionView;
import io.tempera.connection.Holder;
import io.tempera.handshake.DiffusionMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each connection says who keeps it, and since when. */
@Timeout(60)
final class HoldersTest {
  private final Harness world = new Harness();

  @AfterEach
  void nothingIsLeft() throws Exception {
    world.close();
  }

  /** For example {@code LOCAL_USE 3s}, of the only connection. */
  private List<String> holders() {
    List<String> texts = new ArrayList<>();
    for (ConnectionView view : world.manager.connections()) {
      for (Holder holder : view.holders()) {
        Duration age = Duration.between(holder.since(), world.runtime.clock().wallTime());
        texts.add(holder.kind() + " " + age.toSeconds() + "s");
      }
    }
    return texts;
  }

  private void later() {
    world.runtime.advance(Duration.ofSeconds(1));
  }

  @Test
  void aConnectionOfOursFromDiallingToItsHandshake() {
    world.network.dropDialsTo(Harness.REMOTE);
    Harness.Pending<AcquireResult> dialled = world.acquire();
    later();
    assertThat(holders()).containsExactly(DIALLING + " 1s");
    dialled.interrupt();
    world.network.answerDialsTo(Harness.REMOTE);

    world.handshake.hold();
    world.acquire();
    later();

    assertThat(holders()).containsExactly(HANDSHAKE + " 1s");
    world.handshake.release();
  }

  @Test
  void whoHoldsItOnDoesSoWithoutABreak() {
    ConnectionHandle handle = world.acquired(DiffusionMode.INITIATOR_AND_RESPONDER);
    later();
    assertThat(holders()).containsExactly(LOCAL_USE + " 1s", REMOTE_IDLE_TIME + " 1s");

    world.manager.promotedToWarmRemote(handle);
    later();
    assertThat(holders()).containsExactly(LOCAL_USE + " 2s", REMOTE_USE + " 1s");

    world.begin("release", () -> world.manager.releaseOutbound(handle)).value();
    later();
    assertThat(holders()).containsExactly(REMOTE_USE + " 2s");

    world.manager.demotedToColdRemote(handle);
    later();
    assertThat(holders()).containsExactly(REMOTE_IDLE_TIME + " 1s");

    world.manager.releaseInbound(handle);
    later();
    assertThat(holders()).containsExactly(TIME_WAIT + " 1s");
  }

  @Test
  void whatWeHaveLetGoOfIsHeldByOurIdleTime() {
    ConnectionHandle handle = world.acquired(DiffusionMode.INITIATOR_AND_RESPONDER);
    world.manager.releaseInbound(handle);
    later();
    assertThat(holders()).containsExactly(LOCAL_USE + " 1s");

    world.begin("release", () -> world.manager.releaseOutbound(handle));
    later();

    assertThat(holders()).containsExactly(OUTBOUND_IDLE_TIME + " 1s");
  }

  @ParameterizedTest
  @EnumSource(ConnectionState.class)
  void everythingThatIsThereIsHeldBySomething(ConnectionState state) {
    List<Holder> holders = Holders.after(List.of(), state, false, Samples.NOW);

    boolean gone = state == ConnectionState.UNKNOWN || state == ConnectionState.TERMINATED;
    assertThat(holders.isEmpty()).isEqualTo(gone);
    assertThat(holders).allSatisfy(holder -> assertThat(holder.kind().text()).isNotBlank());
  }
}

package io.tempera.staticpeers.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.failure.FailureCategory;
import io.tempera.peer.PeerStatus;
import io.tempera.staticpeers.internal.KeeperState.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is decided for one peer, event by event. */
final class PeerKeeperTest {
  private static final Duration LITTLE = Duration.ofMillis(100);

  private StaticPeersSettings settings = StaticPeersSettings.read("", "hot", 5, "false");
  private KeeperState state = KeeperState.START;

  @Test
  void aPeerIsEstablishedAndActivatedAndWatched() {
    assertThat(after(new KeeperEvent.Begun())).isEqualTo(new KeeperAction.Establish());
    assertThat(after(new KeeperEvent.Established())).isEqualTo(new KeeperAction.Look());
    assertThat(after(seen(PeerStatus.WARM))).isEqualTo(new KeeperAction.Activate());
    assertThat(after(new KeeperEvent.Activated())).isEqualTo(new KeeperAction.Look());
    assertThat(after(seen(PeerStatus.HOT))).isEqualTo(new KeeperAction.Watch(PeerStatus.HOT));
  }

  @Test
  void aPeerToKeepWarmIsNotActivated() {
    settings = StaticPeersSettings.read("", "warm", 5, "false");
    after(new KeeperEvent.Established());
    assertThat(after(seen(PeerStatus.WARM))).isEqualTo(new KeeperAction.Watch(PeerStatus.WARM));
  }

  @Test
  void pausesDoubleWithEachFailureInARowUpToThirtyTwoTimes() {
    List<Long> seconds = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      KeeperAction action = after(new KeeperEvent.NotEstablished(FailureCategory.REMOTE_CLOSED));
      KeeperAction.Pause pause = (KeeperAction.Pause) action;
      assertThat(pause.least()).isEqualTo(Duration.ofSeconds(-2));
      assertThat(pause.most()).isEqualTo(Duration.ofSeconds(2));
      seconds.add(pause.base().toSeconds());
      assertThat(after(new KeeperEvent.Paused())).isEqualTo(new KeeperAction.Establish());
    }
    assertThat(seconds).containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 160L, 160L);
  }

  @Test
  void whenThePeerStateActionsGoDownNothingIsTriedAnyMore() {
    assertThat(after(new KeeperEvent.NotEstablished(FailureCategory.SHUTTING_DOWN)))
        .isEqualTo(new KeeperAction.End());
  }

  @Test
  void aPeerThatFellToWarmIsActivatedAgainAfterItsRepromoteDelay() {
    state = state.in(Phase.WATCHING);
    assertThat(after(seen(PeerStatus.WARM, 10)))
        .isEqualTo(new KeeperAction.Pause(Duration.ofSeconds(10), LITTLE, Duration.ofSeconds(10)));
    assertThat(after(new KeeperEvent.Paused())).isEqualTo(new KeeperAction.Look());
    assertThat(after(seen(PeerStatus.WARM, 10))).isEqualTo(new KeeperAction.Activate());
  }

  @Test
  void aPeerThatFellToColdIsEstablishedAgainAfterItsRepromoteDelayAndThatCountsAsAFailure() {
    state = state.in(Phase.WATCHING);
    assertThat(after(seen(PeerStatus.COOLING)))
        .isEqualTo(new KeeperAction.Watch(PeerStatus.COOLING));
    assertThat(after(seen(PeerStatus.COLD, 120)))
        .isEqualTo(new KeeperAction.Pause(Duration.ofSeconds(120), LITTLE, Duration.ofSeconds(4)));
    assertThat(after(new KeeperEvent.Paused())).isEqualTo(new KeeperAction.Establish());
    assertThat(after(new KeeperEvent.NotEstablished(FailureCategory.TIMEOUT)))
        .isInstanceOfSatisfying(
            KeeperAction.Pause.class,
            pause -> assertThat(pause.base()).isEqualTo(Duration.ofSeconds(10)));
  }

  @Test
  void failuresAreForgottenWhenThePeerWasHotForLongEnough() {
    state = new KeeperState(Phase.WATCHING, 5);
    after(new KeeperEvent.Seen(PeerStatus.COOLING, Optional.empty(), Duration.ofSeconds(119)));
    assertThat(state.failures()).isEqualTo(5);
    after(new KeeperEvent.Seen(PeerStatus.COOLING, Optional.empty(), Duration.ofSeconds(120)));
    assertThat(state.failures()).isZero();
  }

  @Test
  void anActivationThatIsRefusedIsNotTriedAgainWithoutAPause() {
    after(new KeeperEvent.Established());
    assertThat(after(seen(PeerStatus.WARM))).isEqualTo(new KeeperAction.Activate());
    assertThat(after(seen(PeerStatus.WARM))).isInstanceOf(KeeperAction.Pause.class);
  }

  private KeeperAction after(KeeperEvent event) {
    PeerKeeper.Step step = PeerKeeper.step(state, event, settings);
    state = step.state();
    return step.action();
  }

  private static KeeperEvent seen(PeerStatus status) {
    return new KeeperEvent.Seen(status, Optional.empty(), Duration.ZERO);
  }

  private static KeeperEvent seen(PeerStatus status, long delaySeconds) {
    return new KeeperEvent.Seen(
        status, Optional.of(Duration.ofSeconds(delaySeconds)), Duration.ZERO);
  }
}

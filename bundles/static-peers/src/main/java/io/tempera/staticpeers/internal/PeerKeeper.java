package io.tempera.staticpeers.internal;

import io.tempera.failure.FailureCategory;
import io.tempera.peer.PeerStatus;
import io.tempera.staticpeers.internal.KeeperState.Phase;
import java.time.Duration;

/**
 * Decides what to do next for one peer. The pauses are those of the reference's outbound governor
 * (PeerSelection.Governor: EstablishedPeers, Monitor; Diffusion.Policies).
 *
 * <table>
 * <caption>Pauses</caption>
 * <tr><th>after</th><th>pause</th><th>and at random</th></tr>
 * <tr><td>the n-th failure in a row to establish</td><td>5 s x 2^min(n - 1, 5)</td>
 *     <td>-2 to 2 s</td></tr>
 * <tr><td>a demotion to warm that nobody here asked for</td><td>repromote delay</td>
 *     <td>0.1 to 10 s</td></tr>
 * <tr><td>a demotion to cold; counts as a failure</td><td>repromote delay</td>
 *     <td>0.1 to 4 s</td></tr>
 * </table>
 *
 * <p>Failures are forgotten once the peer was for 120 s as it should be.
 */
final class PeerKeeper {
  /** Diffusion.Policies, policyClearFailCountDelay. */
  static final Duration CLEAR_FAILURES_AFTER = Duration.ofSeconds(120);

  private static final Duration RETRY_FUZZ = Duration.ofSeconds(2);
  private static final Duration LEAST_FUZZ = Duration.ofMillis(100);
  private static final Duration WARM_FUZZ = Duration.ofSeconds(10);
  private static final Duration COLD_FUZZ = Duration.ofSeconds(4);

  private PeerKeeper() {}

  /** The state after an event, and what is to be done. */
  record Step(KeeperState state, KeeperAction action) {}

  static Step step(KeeperState state, KeeperEvent event, StaticPeersSettings settings) {
    return switch (event) {
      case KeeperEvent.Begun begun -> new Step(state, new KeeperAction.Establish());
      case KeeperEvent.Established established -> look(state.in(Phase.READY));
      case KeeperEvent.NotEstablished(FailureCategory why) -> notEstablished(state, why, settings);
      case KeeperEvent.Activated activated -> look(state.in(Phase.WATCHING));
      case KeeperEvent.Seen seen -> seen(state, seen, settings);
      case KeeperEvent.Paused paused ->
          state.phase() == Phase.COLD ? new Step(state, new KeeperAction.Establish()) : look(state);
    };
  }

  private static Step look(KeeperState state) {
    return new Step(state, new KeeperAction.Look());
  }

  private static Step notEstablished(
      KeeperState state, FailureCategory why, StaticPeersSettings settings) {
    if (why == FailureCategory.SHUTTING_DOWN) {
      return new Step(state.in(Phase.COLD), new KeeperAction.End());
    }
    KeeperState next = state.failed();
    Duration base = settings.retryDelay().multipliedBy(1L << (next.failures() - 1));
    return new Step(next, new KeeperAction.Pause(base, RETRY_FUZZ.negated(), RETRY_FUZZ));
  }

  private static Step seen(
      KeeperState before, KeeperEvent.Seen seen, StaticPeersSettings settings) {
    KeeperState state =
        seen.kept().compareTo(CLEAR_FAILURES_AFTER) >= 0 ? before.forgiven() : before;
    return switch (seen.status()) {
      case COLD ->
          new Step(
              state.failed(),
              new KeeperAction.Pause(
                  seen.repromoteDelay().orElse(Duration.ZERO), LEAST_FUZZ, COLD_FUZZ));
      case WARM -> warm(state, seen, settings);
      case HOT, COOLING ->
          new Step(state.in(Phase.WATCHING), new KeeperAction.Watch(seen.status()));
    };
  }

  private static Step warm(KeeperState state, KeeperEvent.Seen seen, StaticPeersSettings settings) {
    if (settings.temperature() == PeerStatus.WARM) {
      return new Step(state.in(Phase.WATCHING), new KeeperAction.Watch(PeerStatus.WARM));
    }
    if (state.phase() == Phase.READY) {
      // If that does not work, it is not tried again without a pause.
      return new Step(state.in(Phase.WATCHING), new KeeperAction.Activate());
    }
    return new Step(
        state.in(Phase.READY),
        new KeeperAction.Pause(seen.repromoteDelay().orElse(Duration.ZERO), LEAST_FUZZ, WARM_FUZZ));
  }
}

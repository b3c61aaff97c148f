package io.tempera.simulation.script;

import io.tempera.protocol.Temperature;
import io.tempera.runtime.Chance;
import io.tempera.simulation.Behaviour;
import io.tempera.simulation.CallTrace.Operation;
import io.tempera.simulation.NodeSettings.PeerTimes;
import io.tempera.simulation.Talk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the steps that only peer state actions have, by chance. */
final class PeerSteps {
  private static final int MOST_AT_ONCE = 5;
  private static final int MOST_TIMES = 4;

  /** Seconds; the usual ones, and some that slow networks and initiators exceed. */
  private static final List<Integer> ESTABLISH = List.of(120, 120, 30, 7, 1);

  private static final List<Integer> DEACTIVATE = List.of(300, 300, 60, 10, 2);

  private static final List<Integer> CLOSE = List.of(120, 120, 30, 5, 1);

  /** Seconds for which initiators go on when they are asked to end. */
  private static final List<Integer> LATE = List.of(1, 4, 20, 90, 200);

  /** Seconds for which a peer is not to be promoted again. */
  private static final List<Integer> DELAYS = List.of(0, 3, 30, 120);

  private static final List<Operation> OPERATIONS =
      List.of(
          Operation.ESTABLISH,
          Operation.ESTABLISH,
          Operation.ACTIVATE,
          Operation.ACTIVATE,
          Operation.ACTIVATE,
          Operation.DEACTIVATE,
          Operation.DEACTIVATE,
          Operation.CLOSE);

  private final Chance chance;

  PeerSteps(Chance chance) {
    this.chance = chance;
  }

  /** How long peers may take. */
  PeerTimes times() {
    return new PeerTimes(seconds(ESTABLISH), seconds(DEACTIVATE), seconds(CLOSE));
  }

  /**
   * Something that is asked of peer state actions, or done to them; half of all happens to one
   * peer.
   *
   * @param faults whether also what makes peers end
   */
  Step step(int nodes, boolean faults) {
    int from = below(2) == 0 ? 0 : below(nodes);
    int to = (from + 1 + below(from == 0 ? 1 : nodes - 1)) % nodes;
    return switch (below(faults ? 10 : 5)) {
      case 0, 1, 2 -> new Step.Crowd(from, to, operations(), below(2) == 0);
      case 3 -> new Step.Keep(from, to, below(4) > 0, 1 + below(MOST_TIMES));
      case 4 -> new Step.Change(from, times());
      case 5, 6, 7, 8 -> new Step.Behave(from, to, number(), behaviour());
      default -> below(3) == 0 ? new Step.StopPeers(from) : new Step.GiveUp(from, to);
    };
  }

  private List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    int count = 2 + below(MOST_AT_ONCE - 1);
    for (int i = 0; i < count; i++) {
      operations.add(one(OPERATIONS));
    }
    return operations;
  }

  private int number() {
    Temperature temperature = below(2) == 0 ? Temperature.HOT : one(List.of(Temperature.values()));
    return below(3) == 0 ? Talk.second(temperature) : Talk.number(temperature);
  }

  private Behaviour behaviour() {
    return switch (below(6)) {
      case 0 -> new Behaviour.Obeys();
      case 1 -> new Behaviour.EndsLate(seconds(LATE));
      case 2 -> new Behaviour.NeverEnds();
      case 3, 4 ->
          new Behaviour.EndsByItself(
              below(2) == 0 ? Optional.empty() : Optional.of(seconds(DELAYS)));
      default -> new Behaviour.Fails();
    };
  }

  private Duration seconds(List<Integer> of) {
    return Duration.ofSeconds(one(of));
  }

  private int below(int bound) {
    return (int) chance.below(bound);
  }

  private <T> T one(List<T> of) {
    return of.get(below(of.size()));
  }
}

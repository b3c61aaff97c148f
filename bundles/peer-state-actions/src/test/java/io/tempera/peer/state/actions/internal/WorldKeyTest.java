package io.tempera.peer.state.actions.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a {@link WorldKey} leaves out matters to nothing: from every world that is reached, as it is
 * and as its number says, the same worlds are reached next. So it is enough to explore the numbers.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class WorldKeyTest {
  static List<Scope> scopes() {
    return List.of(
        new Scope(2, 0, 0, 1), new Scope(0, 2, 0, 1), new Scope(0, 0, 2, 1), new Scope(1, 0, 1, 2));
  }

  @ParameterizedTest
  @MethodSource("scopes")
  void aWorldAndItsNumberLeadToTheSameWorlds(Scope scope) {
    List<Act> acts = Acts.of(scope);
    Surroundings surroundings = new Surroundings(PeerMachine::step, scope);
    Seen seen = new Seen();
    seen.add(WorldKey.of(new World()), 0, 0);
    for (int place = 0; place < seen.size(); place++) {
      World world = WorldKey.world(seen.key(place));
      for (Act act : acts) {
        if (act.possible().test(world)) {
          World next = world.copy();
          surroundings.happen(next, act);
          long number = WorldKey.of(next);
          assertThat(next(acts, surroundings, next))
              .as(act.name())
              .isEqualTo(next(acts, surroundings, WorldKey.world(number)));
          seen.add(number, place, 0);
        }
      }
    }
    assertThat(seen.size()).isGreaterThanOrEqualTo(300);
  }

  private static SortedSet<Long> next(List<Act> acts, Surroundings surroundings, World world) {
    SortedSet<Long> numbers = new TreeSet<>();
    for (Act act : acts) {
      if (act.possible().test(world)) {
        World next = world.copy();
        surroundings.happen(next, act);
        numbers.add(WorldKey.of(next));
      }
    }
    return numbers;
  }
}

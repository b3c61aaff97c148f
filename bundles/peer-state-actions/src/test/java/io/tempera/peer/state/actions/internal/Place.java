package io.tempera.peer.state.actions.internal;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.protocol.Temperature;
import java.util.List;

/**
 * Where a mini-protocol's initiator runs, as the exploration numbers them: two of each temperature.
 *
 * @param index 0 to 5: two for each temperature, in its order
 */
record Place(int index, int number, Temperature temperature, Failure failure) {
  static final List<Place> ALL =
      List.of(
          place(0, 7, Temperature.ESTABLISHED),
          place(1, 8, Temperature.ESTABLISHED),
          place(2, 5, Temperature.WARM),
          place(3, 6, Temperature.WARM),
          place(4, 2, Temperature.HOT),
          place(5, 3, Temperature.HOT));

  private static Place place(int index, int number, Temperature temperature) {
    Failure failure = Failure.of(FailureCategory.PROTOCOL_CODE, "failure of " + number);
    return new Place(index, number, temperature, failure);
  }

  static Place numbered(int number) {
    for (Place place : ALL) {
      if (place.number() == number) {
        return place;
      }
    }
    throw new IllegalArgumentException("no mini-protocol " + number);
  }

  /** The two of one temperature. */
  static List<Place> of(Temperature temperature) {
    int first = 2 * temperature.ordinal();
    return ALL.subList(first, first + 2);
  }
}

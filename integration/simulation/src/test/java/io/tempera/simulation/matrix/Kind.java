package io.tempera.simulation.matrix;

import io.tempera.protocol.Temperature;
import io.tempera.simulation.Edition;
import java.util.ArrayList;
import java.util.List;

/**
 * A kind of mini-protocol to be swapped.
 *
 * @param temperature when it runs
 * @param points from where its versions carry on
 */
record Kind(Temperature temperature, Points points) {
  /** From where versions carry on. */
  enum Points {
    /** Each from where any other stopped. */
    COMMON,
    /** Each only from where it stopped itself: two versions have no point in common. */
    OWN,
    /** None from anywhere. */
    NONE
  }

  static List<Kind> all() {
    List<Kind> all = new ArrayList<>();
    for (Temperature temperature : Temperature.values()) {
      for (Points points : Points.values()) {
        all.add(new Kind(temperature, points));
      }
    }
    return all;
  }

  boolean is(Points which) {
    return points == which;
  }

  /** One of its versions. */
  Edition edition(int version) {
    return switch (points) {
      case COMMON -> Edition.of(version);
      case OWN -> Edition.withMemoOfItsOwn(version);
      case NONE -> Edition.withoutPoints(version);
    };
  }

  @Override
  public String toString() {
    return temperature + " with points " + points;
  }
}

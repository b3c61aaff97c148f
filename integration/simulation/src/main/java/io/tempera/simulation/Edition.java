package io.tempera.simulation;

import io.tempera.mux.StartMode;
import io.tempera.protocol.Temperature;
import io.tempera.protocol.host.internal.StandaloneHost.Deployment;

/**
 * One version of {@link Numbered}, as a bundle would have it.
 *
 * @param version of its bundle; what it does it writes down under this
 * @param memo the version of the memo that it leaves, and from which it carries on; 1 or more
 * @param resumes whether it carries on from anywhere at all
 * @param fails whether it throws when the first message of a run has come
 */
public record Edition(int version, int memo, boolean resumes, boolean fails) {
  /** How many there are in scripts: {@link #ofScript} knows 1 to so many. */
  public static final int OF_SCRIPTS = 4;

  private static final int INGRESS_LIMIT = 4_096;

  /**
   * One of those that scripts deploy: 1 and 2 carry on from one another, 3 only from itself, and 4
   * from nowhere.
   */
  public static Edition ofScript(int version) {
    return switch (version) {
      case 1, 2 -> of(version);
      case 3 -> withMemoOfItsOwn(version);
      case OF_SCRIPTS -> withoutPoints(version);
      default -> throw new IllegalArgumentException("scripts have no version " + version);
    };
  }

  /** Whether there is a point at which this one stops and from which the other carries on. */
  public boolean canBeFollowedBy(Edition other) {
    return resumes && other.resumes && memo == other.memo;
  }

  /** One that carries on from the memo of every other such one. */
  public static Edition of(int version) {
    return new Edition(version, 1, true, false);
  }

  /** One that carries on only from its own memos. */
  public static Edition withMemoOfItsOwn(int version) {
    return new Edition(version, version, true, false);
  }

  /** One that only begins at the start. */
  public static Edition withoutPoints(int version) {
    return new Edition(version, 1, false, false);
  }

  /** The same, but it throws. */
  public Edition failing() {
    return new Edition(version, memo, resumes, true);
  }

  /** What its bundle says. */
  public Deployment deployment(Temperature temperature) {
    return deployment(temperature, 0);
  }

  /** The same with a service ranking. */
  public Deployment deployment(Temperature temperature, int ranking) {
    return new Deployment(
        "numbered",
        version,
        ranking,
        Numbered.number(temperature),
        temperature,
        StartMode.ON_DEMAND,
        INGRESS_LIMIT);
  }
}

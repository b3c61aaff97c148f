package io.tempera.peer;

import io.tempera.bearer.ConnectionId;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Mini-protocols failed while a transition waited for them. */
public final class MiniProtocolExceptions extends PeerSelectionActionException {
  private static final long serialVersionUID = 1L;

  private final transient SortedMap<Integer, Failure> failures;

  /**
   * An exception with the sentence to show.
   *
   * @param failures at least one, by number
   */
  public MiniProtocolExceptions(ConnectionId connectionId, SortedMap<Integer, Failure> failures) {
    super(
        FailureCategory.PROTOCOL_CODE,
        connectionId.remote(),
        Optional.of(connectionId),
        "Mini-protocols " + failures.keySet() + " of " + connectionId + " failed",
        failures.values().stream().findFirst());
    this.failures = Collections.unmodifiableSortedMap(new TreeMap<>(failures));
  }

  /** What failed, by number. */
  public SortedMap<Integer, Failure> failures() {
    return failures;
  }
}

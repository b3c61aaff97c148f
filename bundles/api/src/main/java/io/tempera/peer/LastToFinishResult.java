package io.tempera.peer;

import io.tempera.failure.Failure;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** How all mini-protocols that were waited for ended. */
public sealed interface LastToFinishResult {
  /** All as their protocols say. */
  record AllSucceeded() implements LastToFinishResult {}

  /** Some failed, by number; at least one. */
  record SomeErrored(SortedMap<Integer, Failure> failures) implements LastToFinishResult {
    /** Keeps a copy that does not change. */
    public SomeErrored {
      failures = Collections.unmodifiableSortedMap(new TreeMap<>(failures));
    }
  }
}

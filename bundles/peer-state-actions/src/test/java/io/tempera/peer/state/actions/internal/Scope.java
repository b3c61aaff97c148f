package io.tempera.peer.state.actions.internal;

import io.tempera.protocol.Temperature;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The bounds of an exploration.
 *
 * @param initiators the mini-protocols, by temperature
 * @param asks how many calls there are in all, the first one included
 * @param waiting how many may wait at a time
 * @param failures how often an initiator or the multiplexer may fail
 * @param shutdown whether the peer state actions may go down
 */
record Scope(
    SortedMap<Temperature, SortedSet<Integer>> initiators,
    int asks,
    int waiting,
    int failures,
    boolean shutdown) {

  static Scope of(int asks, int waiting, int failures, boolean shutdown) {
    return new Scope(new TreeMap<>(), asks, waiting, failures, shutdown);
  }

  Scope with(Temperature temperature, Integer... numbers) {
    SortedMap<Temperature, SortedSet<Integer>> more = new TreeMap<>(initiators);
    more.put(temperature, new TreeSet<>(Arrays.asList(numbers)));
    return new Scope(more, asks, waiting, failures, shutdown);
  }

  SortedSet<Integer> of(Temperature temperature) {
    return initiators.getOrDefault(temperature, new TreeSet<>());
  }

  Temperature temperatureOf(int number) {
    return initiators.entrySet().stream()
        .filter(e -> e.getValue().contains(number))
        .findFirst()
        .orElseThrow()
        .getKey();
  }
}

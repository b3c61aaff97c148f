package io.tempera.mux.internal;

import io.tempera.mux.ProtocolKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The state of every registered half, by key. Immutable, and small: every connection has one. */
final class HalfStates {
  /** Nothing is registered. */
  static final HalfStates EMPTY = new HalfStates(new ProtocolKey[0], new HalfState[0]);

  private final ProtocolKey[] keys;
  private final HalfState[] states;

  private HalfStates(ProtocolKey[] keys, HalfState[] states) {
    this.keys = keys;
    this.states = states;
  }

  /** The registered halves, in order. */
  List<ProtocolKey> keys() {
    return List.of(keys);
  }

  Optional<HalfState> get(ProtocolKey key) {
    int at = Arrays.binarySearch(keys, key);
    return at < 0 ? Optional.empty() : Optional.of(states[at]);
  }

  /** With another state for a half, which is registered if it was not. */
  HalfStates with(ProtocolKey key, HalfState state) {
    int at = Arrays.binarySearch(keys, key);
    if (at >= 0) {
      HalfState[] changed = states.clone();
      changed[at] = state;
      return new HalfStates(keys, changed);
    }
    int place = -1 - at;
    ProtocolKey[] longerKeys = Arrays.copyOf(keys, keys.length + 1);
    HalfState[] longerStates = Arrays.copyOf(states, keys.length + 1);
    System.arraycopy(keys, place, longerKeys, place + 1, keys.length - place);
    System.arraycopy(states, place, longerStates, place + 1, keys.length - place);
    longerKeys[place] = key;
    longerStates[place] = state;
    return new HalfStates(longerKeys, longerStates);
  }

  /** With one half less. */
  HalfStates without(ProtocolKey key) {
    int at = Arrays.binarySearch(keys, key);
    if (at < 0) {
      return this;
    }
    ProtocolKey[] shorterKeys = Arrays.copyOf(keys, keys.length - 1);
    HalfState[] shorterStates = Arrays.copyOf(states, keys.length - 1);
    System.arraycopy(keys, at + 1, shorterKeys, at, shorterKeys.length - at);
    System.arraycopy(states, at + 1, shorterStates, at, shorterKeys.length - at);
    return new HalfStates(shorterKeys, shorterStates);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HalfStates that
        && Arrays.equals(keys, that.keys)
        && Arrays.equals(states, that.states);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(keys) + Arrays.hashCode(states);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < keys.length; i++) {
      text.append(i == 0 ? "" : ", ").append(keys[i]).append(": ").append(states[i]);
    }
    return text.toString();
  }
}

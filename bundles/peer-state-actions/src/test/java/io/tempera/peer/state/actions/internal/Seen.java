package io.tempera.peer.state.actions.internal;

import java.util.Arrays;

/**
 * The worlds that were reached, in the order in which they were, each with the world before it and
 * the act between: a set without objects, some 30 bytes for each.
 */
final class Seen {
  private long[] keys = new long[1 << 16];
  private int[] before = new int[1 << 16];
  private byte[] acts = new byte[1 << 16];
  private int size;

  /** Places in {@link #keys}, from 1 on, by hash; at most half of it is used. */
  private int[] table = new int[1 << 17];

  int size() {
    return size;
  }

  long key(int place) {
    return keys[place];
  }

  int before(int place) {
    return before[place];
  }

  int act(int place) {
    return acts[place] & 0xff;
  }

  /** Whether it is new. */
  boolean add(long key, int from, int act) {
    int slot = slot(key);
    if (table[slot] != 0) {
      return false;
    }
    if (size == keys.length) {
      grow();
      slot = slot(key);
    }
    keys[size] = key;
    before[size] = from;
    acts[size] = (byte) act;
    table[slot] = ++size;
    return true;
  }

  private int slot(long key) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    int slot = (int) (mixed ^ mixed >>> 32) & table.length - 1;
    while (table[slot] != 0 && keys[table[slot] - 1] != key) {
      slot = slot + 1 & table.length - 1;
    }
    return slot;
  }

  private void grow() {
    keys = Arrays.copyOf(keys, 2 * size);
    before = Arrays.copyOf(before, 2 * size);
    acts = Arrays.copyOf(acts, 2 * size);
    table = new int[2 * table.length];
    for (int i = 0; i < size; i++) {
      table[slot(keys[i])] = i + 1;
    }
  }
}

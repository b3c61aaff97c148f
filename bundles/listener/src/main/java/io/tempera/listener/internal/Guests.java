package io.tempera.listener.internal;

import io.tempera.bearer.AddressBlock;
import java.util.ArrayList;
import java.util.List;

/**
 * Those who were let in and are not gone, by address. There are as many as inbound connections, and
 * at most as many again who are gone and have not been looked at since. Not thread safe.
 */
final class Guests {
  private static final int FEW = 64;

  private final List<Entry> entries = new ArrayList<>();
  private int lookAt = FEW;

  private record Entry(AddressBlock address, Guest guest) {}

  /** One more. */
  void add(AddressBlock address, Guest guest) {
    if (entries.size() >= lookAt) {
      entries.removeIf(entry -> entry.guest.isGone());
      lookAt = Math.max(FEW, 2 * entries.size());
    }
    entries.add(new Entry(address, guest));
  }

  /** How many there are of one address. */
  int countOf(AddressBlock address) {
    int count = 0;
    for (Entry entry : entries) {
      if (entry.address.equals(address) && !entry.guest.isGone()) {
        count++;
      }
    }
    return count;
  }

  /** How many are kept, gone or not. */
  int size() {
    return entries.size();
  }
}

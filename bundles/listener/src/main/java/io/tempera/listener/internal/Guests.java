package io.tempera.listener.internal;

import io.tempera.bearer.AddressBlock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Those who were let in and are not gone, by address. There are as many as inbound connections, and
 * at most as many again who are gone and have not been looked at since. Nobody is looked at before
 * that matters, so that one more costs the same however many there are. Not thread safe.
 */
final class Guests {
  private static final int FEW = 64;

  private final Map<AddressBlock, List<Guest>> byAddress = new LinkedHashMap<>();
  private int size;
  private int lookAt = FEW;

  /** One more. */
  void add(AddressBlock address, Guest guest) {
    if (size >= lookAt) {
      byAddress.values().forEach(Guests::forgetWhoIsGone);
      byAddress.values().removeIf(List::isEmpty);
      size = byAddress.values().stream().mapToInt(List::size).sum();
      lookAt = Math.max(FEW, 2 * size);
    }
    byAddress.computeIfAbsent(address, first -> new ArrayList<>(1)).add(guest);
    size++;
  }

  /**
   * Whether there are as many of one address as there may be.
   *
   * @param most at least 1
   */
  boolean isFull(AddressBlock address, int most) {
    List<Guest> guests = byAddress.getOrDefault(address, List.of());
    if (guests.size() < most) {
      return false;
    }
    size -= guests.size();
    forgetWhoIsGone(guests);
    size += guests.size();
    return guests.size() >= most;
  }

  private static void forgetWhoIsGone(List<Guest> guests) {
    guests.removeIf(Guest::isGone);
  }

  /** How many are kept, gone or not. */
  int size() {
    return size;
  }
}

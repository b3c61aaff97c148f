package io.tempera.tx.pool.internal;

import io.tempera.chain.Encoded;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The transactions of a pool in their order of arrival, and the ids of some that went. No time, no
 * threads, no limits but that of what is remembered.
 *
 * <p>Tickets grow from a base that is another one for each pool, so that a place in one is not
 * taken for a place in another.
 */
final class Contents {
  private final long base;
  private final NavigableMap<Long, Entry> byTicket = new TreeMap<>();
  private final Map<Encoded, Entry> byId = new HashMap<>();
  private final Set<Encoded> gone = new LinkedHashSet<>();
  private long last;
  private long bytes;

  /**
   * Nothing yet.
   *
   * @param base 1 or more
   */
  Contents(long base) {
    this.base = base;
    this.last = base;
  }

  /** Puts one in that is not there. */
  void add(Encoded id, Encoded transaction, long now) {
    gone.remove(id);
    last++;
    Entry entry = new Entry(last, id, transaction, now);
    byTicket.put(last, entry);
    byId.put(id, entry);
    bytes += transaction.size();
  }

  /** Takes one out, and remembers its id; whether it was there. */
  boolean remove(Encoded id, int mostRemembered) {
    Entry entry = byId.remove(id);
    if (entry == null) {
      return false;
    }
    byTicket.remove(entry.ticket());
    bytes -= entry.transaction().size();
    remember(id, mostRemembered);
    return true;
  }

  /** Remembers the id of one that is not wanted for a while; forgets the oldest above a number. */
  void remember(Encoded id, int most) {
    gone.remove(id);
    gone.add(id);
    while (gone.size() > most) {
      gone.remove(gone.iterator().next());
    }
  }

  /** Those behind a place, in order. */
  List<Entry> after(long ticket, int most) {
    return byTicket.tailMap(ticket, false).values().stream().limit(most).toList();
  }

  /** Where a reader begins that stood at a place, maybe in another pool. */
  long place(long from) {
    return from >= base && from <= last ? from : base;
  }

  Optional<Entry> find(Encoded id) {
    return Optional.ofNullable(byId.get(id));
  }

  Optional<Entry> oldest() {
    return Optional.ofNullable(byTicket.firstEntry()).map(Map.Entry::getValue);
  }

  boolean isGone(Encoded id) {
    return gone.contains(id);
  }

  /** Those that came last, in order. */
  List<Entry> latest(int most) {
    return byTicket.descendingMap().values().stream().limit(most).toList().reversed();
  }

  int count() {
    return byTicket.size();
  }

  long bytes() {
    return bytes;
  }

  int remembered() {
    return gone.size();
  }
}

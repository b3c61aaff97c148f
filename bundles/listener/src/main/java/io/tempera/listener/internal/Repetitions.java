package io.tempera.listener.internal;

import io.tempera.bearer.AddressBlock;
import io.tempera.connection.AcceptLimit;
import io.tempera.connection.AcceptTrace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What happens at the door again and again: which of it to say at once, and what to say of the rest
 * from time to time. Something is said at once when it did not happen between the last two
 * summaries, nor since, and not many other things were. Without clock; not thread safe.
 */
final class Repetitions {
  private final Map<What, Long> unsaid = new LinkedHashMap<>();
  private Set<What> before = new LinkedHashSet<>();
  private int saidAtOnce;
  private long others;

  /**
   * Something that happens.
   *
   * @param address whose connection was refused, or empty when all have to wait
   */
  record What(Optional<AddressBlock> address, AcceptLimit limit) {}

  /**
   * It happens.
   *
   * @param remembered so many different things are told apart
   * @param atOnce so many are said at once between two summaries
   * @return whether to say it at once; it is counted otherwise
   */
  boolean happens(What what, int remembered, int atOnce) {
    if (!unsaid.containsKey(what)) {
      if (unsaid.size() >= remembered) {
        others++;
        return false;
      }
      if (saidAtOnce < atOnce && !before.contains(what)) {
        saidAtOnce++;
        unsaid.put(what, 0L);
        return true;
      }
    }
    unsaid.merge(what, 1L, Long::sum);
    return false;
  }

  /** Whether anything has happened since the last summary. */
  boolean isEmpty() {
    return unsaid.isEmpty() && others == 0;
  }

  /**
   * What was counted since the last summary, if anything was.
   *
   * @param within in how much time that was
   * @param named so many things are named, the most frequent ones
   */
  Optional<AcceptTrace.Summary> summary(Duration within, int named) {
    List<AcceptTrace.Count> counts = new ArrayList<>();
    unsaid.forEach(
        (what, count) -> {
          if (count > 0) {
            counts.add(new AcceptTrace.Count(what.address(), what.limit(), count));
          }
        });
    counts.sort(Comparator.comparingLong(AcceptTrace.Count::count).reversed());
    long unnamed = others;
    while (counts.size() > named) {
      unnamed += counts.removeLast().count();
    }
    before = new LinkedHashSet<>(unsaid.keySet());
    unsaid.clear();
    saidAtOnce = 0;
    others = 0;
    return counts.isEmpty() && unnamed == 0
        ? Optional.empty()
        : Optional.of(new AcceptTrace.Summary(within, counts, unnamed));
  }
}

package io.tempera.simulation.check;

import io.tempera.bearer.ConnectionId;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.HandOverTrace;
import io.tempera.protocol.HandOvers;
import io.tempera.protocol.HandOvers.Totals;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.simulation.NodeSettings;
import io.tempera.simulation.Said;
import io.tempera.simulation.SwapTrace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The counters of hand-overs are what the traces make them; and each time that all are through it
 * is said, once, with what there was since the time before. A responder that is taken over after
 * its grace, on which nobody counted any more, is in such a sum only when others were open then.
 */
final class HandOverCounters implements Check {
  /** What is known of one number. */
  private static final class Page {
    private Totals traced = Totals.NONE;
    private Totals said = Totals.NONE;
    private final Set<Place> inVain = new LinkedHashSet<>();

    /** How many were taken over that had waited in vain. */
    private long late;

    /** Whether something happened since all were through. */
    private boolean open;

    void add(int handedOver, int restarted, int failed) {
      traced = traced.plus(new Totals(handedOver, restarted, failed));
      open = true;
    }
  }

  private record Place(ConnectionId id, ProtocolKey key) {}

  @Override
  public List<String> violations(NodeSettings settings, List<Said> said) {
    List<String> violations = new ArrayList<>();
    Map<Integer, Page> pages = new TreeMap<>();
    for (Said one : said) {
      switch (one.trace()) {
        case ProtocolTrace.Withdrawn(int number, var bundle) -> of(pages, number).open = true;
        case HandOverTrace.Asked asked -> of(pages, asked.key().number()).open = true;
        case HandOverTrace.Parked parked -> of(pages, parked.key().number()).open = true;
        case HandOverTrace.GraceOver over ->
            of(pages, over.key().number()).inVain.add(new Place(over.connectionId(), over.key()));
        case ProtocolTrace.Started started ->
            of(pages, started.key().number())
                .inVain
                .remove(new Place(started.connectionId(), started.key()));
        case HandOverTrace.HandedOver done -> handedOver(of(pages, done.key().number()), done);
        case HandOverTrace.Failed failed -> of(pages, failed.key().number()).add(0, 0, 1);
        case HandOverTrace.Complete complete -> complete(violations, pages, complete, one.line());
        case SwapTrace.Counted(List<HandOvers> counters) ->
            counters.forEach(c -> count(violations, of(pages, c.number()), c));
        default -> {
          // Of other things.
        }
      }
    }
    return violations;
  }

  private static Page of(Map<Integer, Page> pages, int number) {
    return pages.computeIfAbsent(number, n -> new Page());
  }

  private static void handedOver(Page page, HandOverTrace.HandedOver done) {
    int carriesOn = done.point().isPresent() ? 1 : 0;
    page.add(carriesOn, 1 - carriesOn, 0);
    if (page.inVain.remove(new Place(done.connectionId(), done.key()))) {
      page.late++;
    }
  }

  private static void complete(
      List<String> violations, Map<Integer, Page> pages, HandOverTrace.Complete said, String line) {
    Page page = of(pages, said.number());
    if (!page.open) {
      violations.add("nothing has happened since the time before: " + line);
    }
    page.open = false;
    page.said = page.said.plus(said.became());
    Totals missing = page.traced.minus(page.said);
    if (missing.restarted() != 0
        || missing.failed() != 0
        || missing.handedOver() < 0
        || missing.handedOver() > page.late) {
      violations.add(page.said + " were said in all, should be " + page.traced + ": " + line);
    }
  }

  private static void count(List<String> violations, Page page, HandOvers counters) {
    if (!counters.totals().equals(page.traced)) {
      violations.add("the counters are " + counters + ", should be " + page.traced);
    }
  }
}

package io.tempera.benchmarks.visit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;

/** Has guests visit again and again, each on a virtual thread of its own. */
public final class VisitRate {
  private VisitRate() {}

  /**
   * Visits per second.
   *
   * @param guests how many at once, 1 to {@link Visits#GUESTS}
   * @param count how many visits at least; each guest makes the same number
   */
  public static double of(Visits visits, int guests, int count) throws Exception {
    int each = Math.ceilDiv(count, guests);
    long began = System.nanoTime();
    List<FutureTask<Void>> tours = new ArrayList<>();
    for (int i = 0; i < guests; i++) {
      int guest = i;
      FutureTask<Void> tour = new FutureTask<>(() -> tour(visits, guest, each));
      tours.add(tour);
      Thread.startVirtualThread(tour);
    }
    for (FutureTask<Void> tour : tours) {
      tour.get();
    }
    return guests * each / ((System.nanoTime() - began) / 1e9);
  }

  private static Void tour(Visits visits, int guest, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      visits.visit(guest);
    }
    return null;
  }
}

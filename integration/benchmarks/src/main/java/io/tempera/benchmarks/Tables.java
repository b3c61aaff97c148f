package io.tempera.benchmarks;

import io.tempera.benchmarks.visit.VisitRate;
import io.tempera.benchmarks.visit.Visits;
import io.tempera.benchmarks.wire.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What subjects are made to do, and how their times become figures. */
final class Tables {
  private static final double MEBIBYTE = 1_048_576;

  private Tables() {}

  /** Round trips of small messages, one at a time. */
  static Table roundTrips(List<? extends Subject> subjects, int count) {
    return table(
        "round trip, µs (" + count + ")",
        true,
        subjects,
        subject -> () -> Arrays.stream(subject.pingPong(count)).sum() / 1e3 / count);
  }

  /** Bulk, as fast as it goes. */
  static Table bulk(List<? extends Subject> subjects, Shape shape, int mebibytes) {
    int messages = shape.messages(mebibytes);
    double moved = messages * (double) shape.message();
    boolean blocks = shape.equals(Shape.BLOCKS);
    String title =
        blocks
            ? "bulk, MB/s (" + mebibytes + " MiB)"
            : String.format(Locale.ROOT, "SDUs of %,d bytes, MiB/s", shape.payload());
    double unit = blocks ? 1e6 : MEBIBYTE;
    return table(
        title, false, subjects, subject -> () -> moved / unit / (subject.bulk(messages) / 1e9));
  }

  /** The slow ones among the round trips: alone, and while bulk keeps the connection busy. */
  static Table besideBulk(List<? extends Subject> subjects, int count, int mebibytes) {
    int messages = Shape.BLOCKS.messages(mebibytes);
    List<Row> rows = new ArrayList<>();
    for (Subject subject : subjects) {
      String alone = subject.name() + ", alone";
      rows.add(new Row(alone, alone, () -> slow(subject.pingPong(count))));
      rows.add(
          new Row(
              subject.name() + ", beside bulk",
              alone,
              () -> {
                try (BusyConnection busy = BusyConnection.with(subject, messages)) {
                  return slow(subject.pingPong(count));
                }
              }));
    }
    return new Table("p99 of round trips, µs (" + count + ")", true, rows);
  }

  /** Connect, agree, close, as often as it goes. */
  static Table visits(List<Visits> visited, int guests, int count) {
    String how = guests == 1 ? "one after another" : guests + " at once";
    String baseline = visited.getFirst().name();
    List<Row> rows =
        visited.stream()
            .map(v -> new Row(v.name(), baseline, () -> VisitRate.of(v, guests, count)))
            .toList();
    return new Table("connections/s, " + how, false, rows);
  }

  /** 99 of 100 took less, in microseconds. */
  private static double slow(long[] nanos) {
    Arrays.sort(nanos);
    return nanos[nanos.length - 1 - nanos.length / 100] / 1e3;
  }

  private static Table table(
      String title,
      boolean lowerIsBetter,
      List<? extends Subject> subjects,
      Function<Subject, Row.Trial> trial) {
    String baseline = subjects.getFirst().name();
    List<Row> rows =
        subjects.stream().map(s -> new Row(s.name(), baseline, trial.apply(s))).toList();
    return new Table(title, lowerIsBetter, rows);
  }
}

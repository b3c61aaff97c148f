package io.tempera.tx.pool.internal;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** The pool in words. */
final class TxReport {
  private static final String ROW = "%8s  %8s  %s";

  private final MemoryTxPool pool;

  TxReport(MemoryTxPool pool) {
    this.pool = pool;
  }

  /**
   * The pool at a glance, and its latest transactions, a line each in the order of arrival.
   *
   * @param most how many transactions at most, 0 or more
   */
  String text(int most) {
    return pool.locked(stock -> text(stock, most));
  }

  private String text(Stock stock, int most) {
    Contents contents = stock.contents();
    PoolSettings settings = stock.settings();
    StringBuilder text = new StringBuilder();
    text.append(contents.count())
        .append(" of at most ")
        .append(settings.mostTransactions())
        .append(" transactions with ")
        .append(contents.bytes())
        .append(" of at most ")
        .append(settings.mostBytes())
        .append(" bytes, ")
        .append(stock.fetches())
        .append(" on their way, ")
        .append(contents.remembered())
        .append(" ids remembered");
    List<Entry> latest = contents.latest(most);
    if (!latest.isEmpty()) {
      text.append('\n').append(row("SECONDS", "BYTES", "ID"));
      latest.forEach(entry -> text.append('\n').append(row(entry)));
    }
    int left = contents.count() - latest.size();
    if (left > 0) {
      text.append("\nand ").append(left).append(" that came before; more with tempera:txs COUNT");
    }
    return text.toString();
  }

  private String row(Entry entry) {
    Duration age = Duration.ofNanos(pool.age(entry));
    return row(
        Long.toString(age.toSeconds()),
        Integer.toString(entry.transaction().size()),
        HexFormat.of().formatHex(entry.id().bytes()));
  }

  private static String row(String age, String bytes, String id) {
    return String.format(Locale.ROOT, ROW, age, bytes, id);
  }
}

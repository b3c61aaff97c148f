package io.tempera.kit;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a table as the page that a protocol has in a book. */
final class Page {
  private final ProtocolSpec<?> spec;

  Page(ProtocolSpec<?> spec) {
    this.spec = spec;
  }

  @Override
  public String toString() {
    StringBuilder page = new StringBuilder(spec.name()).append('\n');
    for (State<?> state : spec.states()) {
      page.append('\n').append(state.name()).append(": ").append(whatHappens(state)).append('\n');
      for (Move<?> move : state.moves()) {
        page.append("  ").append(line(state, move)).append('\n');
      }
      if (state.isHandOverPoint()) {
        page.append("  may be handed over here").append(memos(state)).append('\n');
      }
    }
    return page.toString();
  }

  private String whatHappens(State<?> state) {
    if (state.isEnd()) {
      return "the end";
    }
    return (state.equals(spec.initial()) ? "the beginning, " : "")
        + state.agency().name().toLowerCase(Locale.ROOT)
        + " speaks, "
        + state.limits().map(Page::limits).orElseThrow();
  }

  private static String limits(Limits limits) {
    String size = "at most " + limits.bytes() + (limits.bytes() == 1 ? " byte" : " bytes");
    return limits
        .atLeast()
        .map(least -> size + " within " + time(least, limits.atMost().orElse(least)))
        .orElse(size);
  }

  private static String time(Duration least, Duration most) {
    return least.equals(most) ? seconds(least) : seconds(least) + " to " + seconds(most);
  }

  private static String seconds(Duration time) {
    return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
  }

  private static String line(State<?> state, Move<?> move) {
    List<String> remarks = new ArrayList<>();
    if (move.pipelined()) {
      remarks.add("pipelined, at most " + move.mostOutstanding());
    }
    if (state.terminate().filter(move.message()::isInstance).isPresent()) {
      remarks.add("when it is to terminate");
    }
    return move.message().getSimpleName()
        + " -> "
        + String.join(" or ", move.targets())
        + (remarks.isEmpty() ? "" : " (" + String.join("; ", remarks) + ")");
  }

  private static String memos(State<?> state) {
    String versions =
        state.resumable().stream()
            .map(v -> v == 0 ? "no memo" : "a memo of version " + v)
            .collect(Collectors.joining(" or "));
    return state.resumable().equals(List.of(0)) ? "" : ", with " + versions;
  }
}

package io.tempera.connection;

import io.tempera.bearer.AddressBlock;
import io.tempera.bearer.ConnectionId;
import io.tempera.trace.Level;
import io.tempera.trace.Trace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who is kept out, or waiting, at the node's door. What happens often is said the first time, and
 * then counted and summed up.
 */
public sealed interface AcceptTrace extends Trace {
  /**
   * A connection was closed as soon as it was accepted.
   *
   * @param address what it counts for
   * @param limit one of those for an address
   * @param most what the limit is
   */
  record Refused(ConnectionId connectionId, AddressBlock address, AcceptLimit limit, int most)
      implements AcceptTrace {
    @Override
    public Level level() {
      return Level.WARN;
    }

    @Override
    public String text() {
      String what = limit == AcceptLimit.ADDRESS_ATTEMPTS ? " attempts a second" : " connections";
      return connectionId
          + " refused: "
          + address
          + " may have "
          + most
          + what
          + " ("
          + limit
          + "); more of it is summed up";
    }
  }

  /**
   * The door waits before it accepts.
   *
   * @param limit the soft or the hard one
   * @param most what the limit is
   * @param inbound how many inbound connections there are
   * @param delay for how long, at the hard limit at least
   */
  record Waits(AcceptLimit limit, int most, int inbound, Duration delay) implements AcceptTrace {
    @Override
    public Level level() {
      return Level.WARN;
    }

    @Override
    public String text() {
      return "there are "
          + inbound
          + " inbound connections, and the next is accepted in "
          + delay.toMillis()
          + (limit == AcceptLimit.HARD ? " ms, if one has gone by then (" : " ms (")
          + limit
          + " is "
          + most
          + "); more of it is summed up";
    }
  }

  /**
   * What else of it happened of late.
   *
   * @param within in how much time
   * @param counts the most frequent first; none when nothing that was told apart happened again
   * @param others how many refusals or waits beside these
   */
  record Summary(Duration within, List<Count> counts, long others) implements AcceptTrace {
    /** Keeps a copy that does not change. */
    public Summary {
      counts = List.copyOf(counts);
    }

    @Override
    public Level level() {
      return Level.WARN;
    }

    @Override
    public String text() {
      Stream<String> rest =
          others > 0 ? Stream.of(others + " other refusals or waits") : Stream.empty();
      return "within "
          + within.toMillis()
          + " ms: "
          + Stream.concat(counts.stream().map(Count::toString), rest)
              .collect(Collectors.joining("; "));
    }
  }

  /**
   * How often one limit had to be kept.
   *
   * @param address whose connections were refused, or empty when all had to wait
   */
  record Count(Optional<AddressBlock> address, AcceptLimit limit, long count) {
    @Override
    public String toString() {
      return address
          .map(who -> count + " refused of " + who + " (" + limit + ")")
          .orElseGet(() -> count + " had to wait (" + limit + ")");
    }
  }
}

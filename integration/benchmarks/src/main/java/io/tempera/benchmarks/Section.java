package io.tempera.benchmarks;

import io.tempera.benchmarks.baseline.PlainVisits;
import io.tempera.benchmarks.chain.Movers;
import io.tempera.benchmarks.chain.Relays;
import io.tempera.benchmarks.chain.SyncReport;
import io.tempera.benchmarks.cycle.CycleReport;
import io.tempera.benchmarks.cycle.ThousandReport;
import io.tempera.benchmarks.held.HeldReport;
import io.tempera.benchmarks.idle.IdleReport;
import io.tempera.benchmarks.mux.MuxVisits;
import io.tempera.benchmarks.protocol.NodeVisits;
import io.tempera.benchmarks.swap.SwapReport;
import io.tempera.benchmarks.visit.Visits;
import io.tempera.benchmarks.wire.Shape;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** The parts of a run. Each opens what it measures, measures, prints, and closes. */
enum Section {
  /** Round trips of small messages. */
  ROUND_TRIPS {
    @Override
    void run(Options options, Consumer<String> out) throws Exception {
      try (Subjects subjects = Subjects.all()) {
        int count = options.number("pings");
        measure(options, options.rounds(), Tables.roundTrips(subjects.list(), count), out);
      }
    }
  },

  /** Messages of 64 KiB, as fast as they go. */
  BULK {
    @Override
    void run(Options options, Consumer<String> out) throws Exception {
      try (Subjects subjects = Subjects.all()) {
        int mebibytes = options.number("bulk");
        measure(
            options, options.rounds(), Tables.bulk(subjects.list(), Shape.BLOCKS, mebibytes), out);
      }
    }
  },

  /** The multiplexer alone, at two sizes of SDUs. */
  FRAMES {
    @Override
    void run(Options options, Consumer<String> out) throws Exception {
      for (Shape shape : new Shape[] {Shape.WHOLE_FRAMES, Shape.SMALL_FRAMES}) {
        try (Subjects subjects = Subjects.upToMux(shape)) {
          int mebibytes = Math.max(1, options.number("bulk") / 2);
          measure(options, options.rounds(), Tables.bulk(subjects.list(), shape, mebibytes), out);
        }
      }
    }
  },

  /** Round trips while bulk saturates the same connection. */
  BESIDE {
    @Override
    void run(Options options, Consumer<String> out) throws Exception {
      try (Subjects subjects = Subjects.all()) {
        int count = Math.max(1, options.number("pings") / 5);
        Table table = Tables.besideBulk(subjects.list(), count, 4 * options.number("bulk"));
        measure(options, options.rounds().dividedBy(4), table, out);
      }
    }
  },

  /** Connections that come and go. */
  VISITS {
    @Override
    void run(Options options, Consumer<String> out) throws Exception {
      try (Visits plain = PlainVisits.open(Subjects.loops());
          Visits mux = MuxVisits.open();
          Visits node = NodeVisits.open()) {
        List<Visits> all = List.of(plain, mux, node);
        int count = options.number("visits");
        Rounds rounds = options.rounds().dividedBy(2);
        measure(options, rounds, Tables.visits(all, 1, count), out);
        measure(options, rounds, Tables.visits(all, Visits.GUESTS, count), out);
      }
    }
  },

  /** The memory of connections on which nothing happens. */
  IDLE {
    @Override
    void run(Options options, Consumer<String> out) throws Exception {
      out.accept(IdleReport.of(options.number("idle")));
    }
  },

  /** Many connections, held by one server. */
  HELD {
    @Override
    void run(Options options, Consumer<String> out) throws Exception {
      HeldReport.of(options.number("held"), 5 * options.number("pings")).forEach(out);
    }
  },

  /** Peers from cold to hot and back. */
  CYCLES {
    @Override
    void run(Options options, Consumer<String> out) throws Exception {
      Rounds rounds = options.rounds().dividedBy(2);
      CycleReport.of(rounds, options.number("visits"), options::filtered, out);
    }
  },

  /** Very many of them, and what is left. */
  THOUSAND {
    @Override
    void run(Options options, Consumer<String> out) throws Exception {
      ThousandReport.of(
          options.number("peers"), options.number("cycles"), options.number("patient"), out);
    }
  },

  /** Mini-protocols that are replaced on live connections. */
  SWAP {
    @Override
    void run(Options options, Consumer<String> out) throws Exception {
      SwapReport.of(
          options.rounds().dividedBy(10),
          options.number("peers"),
          Duration.ofMillis(options.number("pace")),
          options::filtered,
          out);
    }
  },

  /** Blocks, by block-fetch, and from chain to chain. */
  FETCH {
    @Override
    void run(Options options, Consumer<String> out) throws Exception {
      int count = options.number("blocks");
      try (Movers movers = Movers.ofBlocks(Subjects.loops(), count)) {
        measure(options, options.rounds().dividedBy(4), movers.blocks(count), out);
      }
    }
  },

  /** Headers, by chain-sync. */
  HEADERS {
    @Override
    void run(Options options, Consumer<String> out) throws Exception {
      int count = options.number("headers");
      try (Movers movers = Movers.ofHeaders(Subjects.loops(), count)) {
        measure(options, options.rounds().dividedBy(4), movers.headers(count), out);
      }
    }
  },

  /** One block over two hops. */
  RELAY {
    @Override
    void run(Options options, Consumer<String> out) throws Exception {
      int count = Math.max(1, options.number("pings") / 10);
      try (Relays large = Relays.ofLarge(Subjects.loops())) {
        for (Table table : large.tables(count)) {
          measure(options, options.rounds().dividedBy(4), table, out);
        }
      }
      try (Relays small = Relays.ofSmall(Subjects.loops())) {
        for (Table table : small.tables(count)) {
          measure(options, options.rounds().dividedBy(4), table, out);
        }
      }
    }
  },

  /** What a node holds while it syncs. */
  SYNCING {
    @Override
    void run(Options options, Consumer<String> out) throws Exception {
      SyncReport.of(options.number("blocks"), out);
    }
  };

  /** How options name it. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Runs it. */
  abstract void run(Options options, Consumer<String> out) throws Exception;

  private static void measure(Options options, Rounds rounds, Table table, Consumer<String> out)
      throws Exception {
    Table wanted = options.filtered(table);
    out.accept(Report.of(wanted, rounds.measure(wanted.rows())));
  }
}

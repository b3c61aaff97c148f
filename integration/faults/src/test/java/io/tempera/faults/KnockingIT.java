package io.tempera.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.AddressBlock;
import io.tempera.connection.AcceptCounters;
import io.tempera.connection.AcceptLimit;
import io.tempera.connection.AcceptTrace;
import io.tempera.connection.ConnectionManager;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.ListeningAddress;
import io.tempera.nodekit.FelixNode;
import io.tempera.nodekit.Wire;
import io.tempera.trace.TraceListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Hashtable;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Thousands of connection attempts a second from one address, against a node as it is set up when
 * nothing is set. Three seconds of it in the build; {@code -Dtempera.flood.seconds=20} for longer,
 * {@code -Dtempera.flood.backlog=1024} to let the kernel turn away less of it.
 */
class KnockingIT {
  /** For whoever wants to read how it was. */
  private static final Path REPORT = Path.of("target", "flood.txt");

  private static final int SECONDS = Integer.getInteger("tempera.flood.seconds", 3);

  /** The kernel's part of it: with more than the default of 8 more of them reach the node. */
  private static final String BACKLOG = System.getProperty("tempera.flood.backlog", "8");

  private static final int PER_SECOND = 5_000;
  private static final int PEERS = 4;
  private static final int NEWCOMER = 99;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** The listener's defaults. */
  private static final int PLACES = 128;

  private static final int BURST = 200;

  private static final int RATE = 20;
  private static final int NAMED = 10;

  /** How often refusals are summed up: as by default, or in a short flood more often. */
  private static final int REPORT_SECONDS = SECONDS >= 10 ? 10 : 1;

  private static final long NOISE = 8 << 20;
  private static final int FEW_FILES = 8;

  @Test
  void aFloodOfConnectionsIsTurnedAwayAtTheDoorAndHardlyNoticedInside() throws Exception {
    Set<Thread> before = threads();
    FelixNode node = FelixNode.start(settings());
    try (RoundTrips peers = new RoundTrips(node.address(), PEERS)) {
      flood(node, peers);
    } finally {
      node.close();
    }
    for (Thread thread : threads()) {
      // A loop says that it is over with its last steps, so whoever is there is given some time.
      if (!before.contains(thread)) {
        assertThat(thread.join(LIMIT)).as("%s has ended", thread).isTrue();
      }
    }
  }

  private static FelixNode.Settings settings() {
    return new FelixNode.Settings()
        .keepsWhatALogHas()
        .set("io.tempera.listener", "refusal.report.interval", Integer.toString(REPORT_SECONDS))
        .set("io.tempera.bearer", "listen.backlog", BACKLOG);
  }

  private static void flood(FelixNode node, RoundTrips peers) throws Exception {
    ListeningAddress door = node.service(ListeningAddress.class);
    Inbound inbound = Inbound.of(node);
    CountDownLatch quiet = new CountDownLatch(1);
    RoundTrips.Figures before =
        peers.during(() -> quiet.await(Math.min(5, SECONDS), TimeUnit.SECONDS));
    Held held = Held.by(node);
    long files = openFiles();
    long insideBefore = door.counters().letIn();
    int linesBefore = node.traces().all().size();

    AtomicReference<Knocker.Figures> knocks = new AtomicReference<>();
    AtomicReference<Duration> newcomer = new AtomicReference<>();
    RoundTrips.Figures during =
        peers.during(
            () -> {
              FutureTask<Duration> other = new FutureTask<>(() -> comeIn(node));
              Thread.ofVirtual().start(other);
              knocks.set(
                  new Knocker(node.address(), PER_SECOND, Duration.ofSeconds(SECONDS)).run());
              newcomer.set(other.get());
            });
    inbound.await(PEERS);
    AcceptTrace.Summary summary =
        node.traces().await(AcceptTrace.Summary.class, 1, any -> true, LIMIT);
    RoundTrips.Figures after = peers.during(() -> {});

    AcceptCounters counted = door.counters();
    Seen seen =
        new Seen(
            knocks.get(),
            counted.letIn() - insideBefore,
            counted,
            node.traces().all().size() - linesBefore,
            before,
            during,
            newcomer.get(),
            Held.by(node).beyond(held),
            openFiles() - files);
    Files.writeString(REPORT, seen + "\n  " + summary.text() + "\n");
    seen.check();
    checkSaid(node, summary);
    assertThat(after.sorted()).as("each peer is still there").hasSize(PEERS);
  }

  /** What there was to see of a flood. */
  private record Seen(
      Knocker.Figures knocks,
      long letIn,
      AcceptCounters counted,
      int lines,
      RoundTrips.Figures before,
      RoundTrips.Figures during,
      Duration newcomer,
      long held,
      long files) {
    void check() {
      long seconds = knocks.time().toSeconds() + 1;
      // How many more there are is up to the machine, and to its kernel's backlog.
      long most = BURST + RATE * (seconds + 1);
      assertThat(knocks.connected()).as("it was a flood").isGreaterThan(most + BURST / 2);
      // One of those let in is the newcomer.
      assertThat(letIn).isBetween(PLACES + 1L, most + 1);
      // Whose last acknowledgement does not fit into the backlog takes himself for connected, and
      // the node never sees him.
      assertThat(letIn + counted.refused())
          .as("who was connected was let in or refused, but for a few")
          .isGreaterThan(knocks.connected() * 9 / 10);
      assertThat(counted.refusedAttempts()).isPositive();
      assertThat((long) lines)
          .as("lines: two for each who was let in, and a few for all others")
          .isLessThan(2 * letIn + (NAMED + 1) * (seconds / REPORT_SECONDS + 2));
      assertThat(during.median()).as("p50 during the flood").isLessThan(250_000_000);
      assertThat(during.longest()).as("the longest during it").isLessThan(5_000_000_000L);
      assertThat(held).as("bytes held afterwards").isLessThan(NOISE);
      assertThat(files).as("files open afterwards").isLessThan(FEW_FILES);
    }

    @Override
    public String toString() {
      return """
          %s
            the node let %d in and refused %d (%d too often, %d with too many connections)
            log: %d lines; held afterwards: %d KiB and %d files more
            keep-alive before: %s
            keep-alive during: %s
            a newcomer from elsewhere was in after %d ms"""
          .formatted(
              knocks,
              letIn,
              counted.refused(),
              counted.refusedAttempts(),
              counted.refusedConnections(),
              lines,
              held >> 10,
              files,
              before,
              during,
              newcomer.toMillis());
    }
  }

  private static void checkSaid(FelixNode node, AcceptTrace.Summary summary) throws Exception {
    AddressBlock flooder = AddressBlock.of(node.address()).orElseThrow();
    assertThat(node.traces().all(AcceptTrace.Refused.class))
        .hasSizeBetween(1, 2)
        .allSatisfy(trace -> assertThat(trace.address()).isEqualTo(flooder));
    assertThat(summary.text())
        .contains(" refused of 127.0.0.1 (" + AcceptLimit.ADDRESS_ATTEMPTS.setting());
    assertThat(node.traces().all(ConnectionTrace.Closed.class)).hasSizeLessThanOrEqualTo(1);
  }

  /** Another peer comes in the middle of it, and goes; how long it took to have a round. */
  private static Duration comeIn(FelixNode node) throws Exception {
    long start = System.nanoTime();
    try (Wire wire = RoundTrips.peer(node.address(), NEWCOMER)) {
      return Duration.ofNanos(System.nanoTime() - start);
    }
  }

  private static long openFiles() throws Exception {
    Path mine = Path.of("/proc/self/fd");
    if (!Files.isDirectory(mine)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(mine)) {
      return files.count();
    }
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("tempera"))
        .collect(Collectors.toSet());
  }

  /** How many inbound connections a node has, for a test to wait for. */
  private record Inbound(ConnectionManager connections, Semaphore changes)
      implements TraceListener<ConnectionTrace.Counters> {
    static Inbound of(FelixNode node) throws InterruptedException {
      Inbound inbound = new Inbound(node.service(ConnectionManager.class), new Semaphore(0));
      node.context().registerService(TraceListener.class, inbound, new Hashtable<>());
      return inbound;
    }

    @Override
    public Class<ConnectionTrace.Counters> type() {
      return ConnectionTrace.Counters.class;
    }

    @Override
    public void happened(ConnectionTrace.Counters trace) {
      changes.release();
    }

    void await(int count) throws InterruptedException {
      while (connections.counters().inbound() != count) {
        assertThat(changes.tryAcquire(LIMIT.toSeconds(), TimeUnit.SECONDS))
            .as("inbound connections: %s", connections.counters())
            .isTrue();
      }
    }
  }
}

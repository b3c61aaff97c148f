package io.tempera.simulation.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.chain.Encoded;
import io.tempera.chain.sync.internal.ChainSync;
import io.tempera.simulation.VirtualWorld;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each check notices the relay that it is there for. */
@Timeout(300)
final class WrongRelaysTest {
  private static final int NODES = 5;
  private static final int MIDDLE = 2;
  private static final int LAST = 4;

  /** A line with a forger at each end, which is in two parts for a while. */
  private static RelayScript script(RelayStep... steps) {
    List<RelayScript.Timed> timed =
        Stream.of(steps).map(step -> new RelayScript.Timed(before(step), step)).toList();
    return new RelayScript(
        1,
        Topology.LINE,
        NODES,
        IntStream.range(1, NODES).mapToObj(node -> new Link(node - 1, node)).toList(),
        List.of(0, LAST),
        Duration.ofSeconds(2),
        100,
        timed);
  }

  /** Weather is there from the beginning. */
  private static Duration before(RelayStep step) {
    return step instanceof RelayStep.Weather ? Duration.ZERO : Duration.ofSeconds(20);
  }

  private static RelayScript forked() {
    Link link = new Link(MIDDLE, MIDDLE + 1);
    return script(new RelayStep.Part(link), new RelayStep.Mend(link), new RelayStep.Offer(0));
  }

  private static List<String> violations(RelayScript script, int wrong, RelayParts parts) {
    return RelayOutcome.of(script, host -> host == wrong ? parts : RelayParts.PRODUCTION)
        .violations();
  }

  @Test
  void withoutAWrongOneAllIsWellAndThereAreRollbacks() {
    RelayOutcome outcome = RelayOutcome.of(forked());
    assertThat(outcome.violations()).isEmpty();
    assertThat(outcome.counts().get("changes to another fork")).isPositive();
  }

  @Test
  void oneThatDropsABlockKeepsTheOthersBehindIt() {
    List<String> violations =
        violations(script(), MIDDLE, RelayParts.PRODUCTION.withSource(WrongParts.DropsABlock::new));
    assertThat(violations)
        .anyMatch(v -> v.startsWith("the relays have different tips"))
        .anyMatch(v -> v.contains("lost a connection for nothing"));
  }

  @Test
  void oneThatDropsABlockIsSeenWhereNobodyIsBehindIt() {
    List<String> violations =
        violations(script(), LAST, RelayParts.PRODUCTION.withSource(WrongParts.DropsABlock::new));
    assertThat(violations).anyMatch(v -> v.startsWith("relay 4 does not serve the last"));
  }

  @Test
  void thoseThatNeverRollBackStayOnTheirFork() {
    RelayParts wrong = RelayParts.PRODUCTION.withFollower(WrongParts.NeverRollsBack::new);
    assertThat(RelayOutcome.of(forked(), host -> wrong).violations())
        .anyMatch(v -> v.startsWith("the relays have different tips"));
  }

  @Test
  void oneThatTakesAnyNumberOfHeadersIsAboveTheLimit() {
    RelayLimits small = RelayLimits.SMALL;
    RelayParts wrong =
        RelayParts.PRODUCTION.withLimits(
            limits ->
                new RelayLimits(small.windowBlocks(), small.windowBytes(), 10_000, 1, 1, 1, 1_000));
    assertThat(violations(script(), MIDDLE, wrong))
        .anyMatch(v -> v.contains("headers more than blocks since the fork, and 25 are the most"));
  }

  @Test
  void oneThatKeepsMoreBlocksOrHasMoreOnTheirWayIsAboveTheLimit() {
    RelayParts wrong =
        RelayParts.PRODUCTION.withLimits(
            limits -> new RelayLimits(1_000, 1 << 30, 1_000, 100, 200, 400, 1 << 30));
    RelayStep far =
        new RelayStep.Weather(
            new Link(MIDDLE - 1, MIDDLE), RelayOutcome.USUAL.withLatency(Duration.ofSeconds(1)));
    assertThat(
            violations(script(far, new RelayStep.Offer(0), new RelayStep.Offer(0)), MIDDLE, wrong))
        .anyMatch(v -> v.contains("window blocks, and 120 are the most"))
        .anyMatch(v -> v.contains("window bytes, and 265000 are the most"))
        .anyMatch(v -> v.contains("blocks on their way, and 24 are the most"))
        .anyMatch(v -> v.contains("blocks on their way from one peer, and 16 are the most"));
  }

  @Test
  void oneThatTakesNoTransactionsMissesThemAndSoDoThoseBehindIt() {
    List<String> violations =
        violations(
            script(new RelayStep.Offer(0)),
            MIDDLE,
            RelayParts.PRODUCTION.withPool(WrongParts.WantsNothing::new));
    assertThat(violations)
        .containsExactly(
            "relay 2 misses 1 of 1 transactions",
            "relay 3 misses 1 of 1 transactions",
            "relay 4 misses 1 of 1 transactions");
  }

  @Test
  void aTransactionThatIsThereTwiceIsSeen() {
    Encoded one = new Encoded(new byte[] {1});
    Encoded strange = new Encoded(new byte[] {2});
    assertThat(SameTransactions.violations(Set.of(one), List.of(one))).isEmpty();
    assertThat(SameTransactions.violations(Set.of(one), List.of(one, one)))
        .singleElement()
        .asString()
        .startsWith("has a transaction twice");
    assertThat(SameTransactions.violations(Set.of(one), List.of(one, strange)))
        .singleElement()
        .asString()
        .startsWith("has a transaction that nobody made");
  }

  @Test
  void oneWhoseImplementationsCarryNothingOnLosesItsConnections() {
    List<String> violations =
        violations(
            script(new RelayStep.Swap(ChainSync.NUMBER)),
            MIDDLE,
            RelayParts.PRODUCTION.withProtocol(WrongParts.CarriesNothingOn::new));
    assertThat(violations).anyMatch(v -> v.contains("lost a connection for nothing"));
  }

  @Test
  void whatIsLeftBehindIsSeen() {
    VirtualWorld world = new VirtualWorld(1, RelayOutcome.USUAL);
    world.runtime().timers().after(Duration.ofDays(1), () -> {});
    RelayOutcome outcome = RelayOutcome.of(world, script(), host -> RelayParts.PRODUCTION);
    assertThat(outcome.violations()).anyMatch(v -> v.contains("timer"));
  }
}

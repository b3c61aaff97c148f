package io.tempera.benchmarks.swap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SwapTest {
  private static final int PEER = 3_001;

  /** What a side says of itself. */
  private record Saying(int version, List<Account> accounts, long wrongHandOvers) implements Side {
    @Override
    public void awaitAll() {}

    @Override
    public Swapped swap(Lane lane) {
      throw new IllegalStateException("Nobody swaps it");
    }

    @Override
    public long lostConnections() {
      return 0;
    }

    @Override
    public long wrongHandOvers(Lane lane) {
      return wrongHandOvers;
    }

    @Override
    public int version(Lane lane) {
      return version;
    }

    @Override
    public List<Account> accounts(Lane lane) {
      return accounts;
    }
  }

  @Test
  void aNumberThatIsLeftOutIsLostAndOneThatComesAgainIsRepeated() {
    Ledger ledger = new Ledger();
    ledger.begins();
    ledger.came(0, 1);
    ledger.came(1, 1);
    assertThat(ledger.account(PEER)).isEqualTo(new Account(PEER, 1, 2, 0, 0, 1));

    ledger.came(4, 1);
    ledger.came(3, 2);

    assertThat(ledger.account(PEER)).isEqualTo(new Account(PEER, 1, 4, 2, 2, 2));
  }

  @Test
  void codeThatForgotItsNumberOrBeganAgainIsFound() {
    Ledger ledger = new Ledger();
    ledger.begins();
    ledger.came(0, 1);
    ledger.carriesOn(1);
    assertThat(ledger.account(PEER).repeated()).isZero();

    ledger.carriesOn(0);
    ledger.begins();

    assertThat(ledger.account(PEER)).isEqualTo(new Account(PEER, 2, 0, 0, 1, 1));
  }

  @Test
  void aWaitBeginsWhenTheQuestionIsDueAndLaterOnesKeepThePace() {
    Schedule schedule = new Schedule(Duration.ofNanos(100), 1_000);
    assertThat(schedule.untilDue(970)).isEqualTo(Duration.ofNanos(30));
    assertThat(schedule.untilDue(1_007)).isZero();
    schedule.answered(1_010);
    assertThat(schedule.longest(1_050)).isEqualTo(10);
    assertThat(schedule.untilDue(1_050)).isEqualTo(Duration.ofNanos(50));

    schedule.answered(1_350);

    assertThat(schedule.longest(1_350)).isEqualTo(250);
    assertThat(schedule.untilDue(1_350)).isEqualTo(Duration.ofNanos(50));
  }

  @Test
  void aWaitThatGoesOnCountsAndWhatOfItWasBeforeTheWindowDoesNot() {
    Schedule schedule = new Schedule(Duration.ofNanos(100), 1_000);
    schedule.begin(900);
    assertThat(schedule.longest(1_070)).isEqualTo(70);

    schedule.begin(1_070);
    schedule.answered(1_090);

    assertThat(schedule.longest(1_090)).isEqualTo(20);
  }

  @Test
  void whatPassesBetweenProcessesArrivesAsItWas() {
    Account account = new Account(PEER, 1, 5_000_000_000L, 3, 4, 7);
    assertThat(Account.parse(account.word())).isEqualTo(account);
    Swapped swapped = Swapped.parse(new Swapped(9, 5, 6).line());
    assertThat(swapped.took()).isEqualTo(9);
    assertThat(swapped.pauses()).containsExactly(5, 6);
    Mark mark = new Mark(5_000_000_000L, -3);
    assertThat(Mark.of(ByteBuffer.wrap(mark.bytes()))).isEqualTo(mark);
  }

  @Test
  void sidesThatAgreeHaveNoFault() throws IOException {
    Side client = new Saying(3, List.of(new Account(PEER, 1, 10, 0, 0, 2)), 0);
    Side server = new Saying(2, List.of(new Account(PEER, 1, 10, 0, 0, 3)), 0);

    assertThat(Fault.of(Lane.HOT, client, server)).isNotEmpty().noneMatch(Fault::isThere);
  }

  @Test
  void everyFaultOfASideIsTold() throws IOException {
    Side client =
        new Saying(
            3, List.of(new Account(PEER, 2, 10, 1, 2, 1), new Account(PEER + 1, 1, 4, 0, 0, 2)), 5);
    Side server = new Saying(2, List.of(new Account(PEER, 1, 8, 0, 0, 3)), 0);

    assertThat(Fault.of(Lane.HOT, client, server))
        .containsExactly(
            new Fault("hot, messages lost", 1, 0),
            new Fault("hot, messages repeated", 2, 0),
            new Fault("hot, one side has more", 6, 0),
            new Fault("hot, begun again", 1, 0),
            new Fault("hot, hears old code", 1, 0),
            new Fault("hot, not handed over", 5, 0))
        .allMatch(Fault::isThere);
  }

  @Test
  void whatIsLostFailsTheRunAndNamesIt() {
    assertThatThrownBy(
            () ->
                SwapReport.check(
                    List.of(new Fault("connections", 0, 0), new Fault("messages", 0, 2))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Something was lost: [messages: 0 in the client, 2 in the server]");
  }

  @Test
  void aConnectionThatIsClosedIsMissedByBothSides() throws Exception {
    Duration pace = Duration.ofMillis(5);
    try (SwapNode server = SwapNode.open(2, 2, pace);
        SwapNode client = SwapNode.open(1, 2, pace)) {
      Peers peers = new Peers(client, server.addresses());
      peers.connect();
      client.awaitAll();
      server.awaitAll();
      assertThat(client.lostConnections()).isZero();
      assertThat(server.lostConnections()).isZero();
      assertThat(peers.notHot()).isZero();

      FutureTask<Void> one =
          new FutureTask<>(
              () -> {
                peers.close(0);
                return null;
              });
      Thread.startVirtualThread(one);
      one.get();

      assertThat(client.lostConnections()).isEqualTo(1);
      while (server.lostConnections() == 0) {
        Thread.onSpinWait();
      }
      assertThat(server.lostConnections()).isEqualTo(1);
      assertThat(peers.notHot()).isEqualTo(1);
    }
  }
}

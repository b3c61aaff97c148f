package io.tempera.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.AddressBlock;
import io.tempera.bearer.ConnectionId;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an operator reads about the door: who, how often, which limit and where it is set. */
final class AcceptTraceTest {
  private static final InetSocketAddress REMOTE = new InetSocketAddress("192.0.2.7", 40_112);
  private static final AddressBlock ADDRESS = AddressBlock.of(REMOTE).orElseThrow();
  private static final ConnectionId ID =
      new ConnectionId(new InetSocketAddress("127.0.0.1", 3001), REMOTE);

  @Test
  void aRefusalNamesTheConnectionTheAddressAndTheSetting() {
    assertThat(new AcceptTrace.Refused(ID, ADDRESS, AcceptLimit.ADDRESS_CONNECTIONS, 128).text())
        .isEqualTo(
            "127.0.0.1:3001<->192.0.2.7:40112 refused: 192.0.2.7 may have 128 connections"
                + " (address.connection.limit of io.tempera.listener); more of it is summed up");
    assertThat(new AcceptTrace.Refused(ID, ADDRESS, AcceptLimit.ADDRESS_ATTEMPTS, 20).text())
        .contains("may have 20 attempts a second (address.attempts.per.second of");
  }

  @Test
  void aWaitSaysHowManyThereAreAndHowLongItTakes() {
    Duration wait = Duration.ofMillis(39);
    assertThat(new AcceptTrace.Waits(AcceptLimit.SOFT, 384, 385, wait).text())
        .isEqualTo(
            "there are 385 inbound connections, and the next is accepted in 39 ms"
                + " (inbound.soft.limit of io.tempera.listener is 384); more of it is summed up");
    assertThat(new AcceptTrace.Waits(AcceptLimit.HARD, 512, 512, wait).text())
        .contains("in 39 ms, if one has gone by then (inbound.hard.limit of")
        .contains("io.tempera.connection.manager is 512");
  }

  @Test
  void aSummarySaysWhoHowOftenAndWhichSetting() {
    AcceptTrace.Summary summary =
        new AcceptTrace.Summary(
            Duration.ofSeconds(10),
            List.of(
                new AcceptTrace.Count(Optional.of(ADDRESS), AcceptLimit.ADDRESS_ATTEMPTS, 41_200),
                new AcceptTrace.Count(Optional.empty(), AcceptLimit.SOFT, 25)),
            7);

    assertThat(summary.text())
        .isEqualTo(
            "within 10000 ms: 41200 refused of 192.0.2.7 (address.attempts.per.second of"
                + " io.tempera.listener); 25 had to wait (inbound.soft.limit of"
                + " io.tempera.listener); 7 other refusals or waits");
  }

  @Test
  void aSummaryOfThoseThatWereNotToldApartSaysHowMany() {
    assertThat(new AcceptTrace.Summary(Duration.ofSeconds(10), List.of(), 7).text())
        .isEqualTo("within 10000 ms: 7 other refusals or waits");
  }
}

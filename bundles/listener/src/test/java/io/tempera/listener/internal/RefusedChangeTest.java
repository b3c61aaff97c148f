package io.tempera.listener.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an open door does when its settings are changed to some that cannot be. */
@Timeout(60)
final class RefusedChangeTest extends DoorTest {
  private static final String ADDRESS = "listen=127.0.0.1:3001";
  private static final String HARD = "inbound.hard.limit=";
  private static final String SOFT = "inbound.soft.limit=";
  private static final String EACH = "address.connection.limit=";

  /** Soft, and for each address, 3; there is one inside. */
  @BeforeEach
  void openWithOneInside() throws Exception {
    host.ready();
    open(Configs.read(ADDRESS, HARD + 10, SOFT + 3, EACH + 3));
    connect();
  }

  /** Of the same change, the connection manager takes its part. */
  private void taken(int hardLimit) {
    connections.hardLimit = hardLimit;
  }

  private void changeInVain(String names, String... lines) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Configs.modify(listener.orElseThrow(), lines))
        .withMessageContaining(names);
  }

  private void come(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      connect("127.0.0." + (10 + peers.size()));
    }
    runtime.advance(SECOND.multipliedBy(60));
  }

  /** One may be asked for before the last is counted: the connection manager turns him away. */
  private void itIsFullAt(int hard) {
    assertThat(connections.busyWith).hasSizeBetween(hard, hard + 1);
  }

  @ParameterizedTest
  @CsvSource({
    "inbound.soft.limit, 3, 0, 5",
    "inbound.soft.limit, x, 0, 5",
    "address.connection.limit, 0, 3, 5",
    "accept.delay, 0, 0, x",
  })
  void theDoorLetsNobodyInBeyondTheNewHardLimit(
      String fault, String soft, String each, String delay) throws Exception {
    taken(2);
    changeInVain(fault, ADDRESS, HARD + 2, SOFT + soft, EACH + each, "accept.delay=" + delay);

    come(4);

    itIsFullAt(2);
    assertThat(published).containsExactly("listening on 127.0.0.1:3001");
  }

  @Test
  void aHigherHardLimitIsTakenToo() throws Exception {
    taken(2);
    changeInVain(SOFT.replace("=", ""), ADDRESS, HARD + 2, SOFT + 3, EACH + 0);
    taken(4);
    changeInVain(SOFT.replace("=", ""), ADDRESS, HARD + 4, SOFT + 5, EACH + 0);

    come(6);

    itIsFullAt(4);
  }

  @Test
  void whatContradictedNothingHoldsAgainOnceTheHardLimitAllowsIt() throws Exception {
    taken(2);
    changeInVain(SOFT.replace("=", ""), ADDRESS, HARD + 2, SOFT + 3, EACH + 0);
    taken(10);
    changeInVain("accept.delay", ADDRESS, HARD + 10, SOFT + 3, EACH + 0, "accept.delay=x");
    connect("127.0.0.2");
    connect("127.0.0.3");

    assertThat(connections.busyWith).as("nobody waits below the soft limit of 3").hasSize(3);
  }

  @Test
  void aHigherHardLimitThatTheConnectionManagerDoesNotTakeLetsNobodyInWhomItWouldTurnAway()
      throws Exception {
    taken(2);
    Configs.modify(listener.orElseThrow(), ADDRESS, HARD + 20, SOFT + 20, EACH + 0);

    come(4);

    itIsFullAt(2);
  }

  @Test
  void aHardLimitThatIsNoNumberChangesNothing() throws Exception {
    changeInVain("inbound.hard.limit is 'x'", ADDRESS, HARD + "x", SOFT + 0, EACH + 0);
    connect("127.0.0.2");
    connect("127.0.0.3");

    assertThat(connections.busyWith).hasSize(3);
  }

  @Test
  void aChangeThatCanBeIsTakenAfterOneThatCannot() throws Exception {
    taken(2);
    changeInVain(SOFT.replace("=", ""), ADDRESS, HARD + 2, SOFT + 3, EACH + 0);
    taken(5);
    runtime.run(
        () -> Configs.modify(listener.orElseThrow(), ADDRESS, HARD + 5, SOFT + 5, EACH + 0));

    come(7);

    itIsFullAt(5);
  }
}

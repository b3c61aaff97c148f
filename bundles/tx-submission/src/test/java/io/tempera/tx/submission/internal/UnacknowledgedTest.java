package io.tempera.tx.submission.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tempera.chain.Encoded;
import io.tempera.tx.submission.internal.TxMessage.RequestTxIds;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every request against every number of ids that are unacknowledged, for small bounds. */
final class UnacknowledgedTest {
  private static final int MOST = 4;

  private final Map<String, Integer> seen = new TreeMap<>();

  private static List<Encoded> ids(int count) {
    return IntStream.range(0, count).mapToObj(Txs::id).toList();
  }

  private void request(int outstanding, RequestTxIds request) {
    Unacknowledged unacknowledged = new Unacknowledged("here", MOST, ids(outstanding));
    TxViolation violation =
        catchThrowableOfType(TxViolation.class, () -> unacknowledged.requested(request));
    int left = outstanding - request.acknowledged();
    if (violation == null) {
      assertThat(left).isBetween(0, MOST - request.wanted());
      assertThat(request.wanted() + request.acknowledged()).isPositive();
      assertThat(request.blocking()).isEqualTo(left == 0);
      assertThat(request.blocking() && request.wanted() == 0).isFalse();
      assertThat(unacknowledged.ids())
          .as("the oldest went")
          .isEqualTo(ids(outstanding).subList(request.acknowledged(), outstanding));
    } else {
      assertThat(unacknowledged.ids()).as("nothing changed").isEqualTo(ids(outstanding));
      assertThat(
              switch (violation) {
                case AckedTooManyTxids v -> left < 0;
                case RequestedTooManyTxids v -> left + request.wanted() > MOST;
                case RequestedNothing v -> request.wanted() == 0;
                case RequestBlocking v -> request.blocking() && left > 0;
                case RequestNonBlocking v -> !request.blocking() && left == 0;
                default -> false;
              })
          .as("%s at %s of %s", violation, request, outstanding)
          .isTrue();
    }
    String outcome = violation == null ? "fine" : violation.getClass().getSimpleName();
    seen.merge(outcome, 1, Integer::sum);
  }

  @Test
  void everyRequestIsFineOrBreaksOneRule() {
    for (int outstanding = 0; outstanding <= MOST; outstanding++) {
      for (int acknowledged = 0; acknowledged <= MOST + 1; acknowledged++) {
        for (int wanted = 0; wanted <= MOST + 1; wanted++) {
          request(outstanding, new RequestTxIds(true, acknowledged, wanted));
          request(outstanding, new RequestTxIds(false, acknowledged, wanted));
        }
      }
    }
    assertThat(seen)
        .containsOnlyKeys(
            "AckedTooManyTxids",
            "RequestBlocking",
            "RequestNonBlocking",
            "RequestedNothing",
            "RequestedTooManyTxids",
            "fine");
    assertThat(seen.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(5 * 6 * 6 * 2);
    // Blocking: all acknowledged, 1 to 4 wanted, for each of 5. Non-blocking: 1 to 4 left.
    assertThat(seen).containsEntry("fine", 5 * MOST + nonBlocking());
  }

  /** Counted apart: at least one left, no more than fit, and something said. */
  private static int nonBlocking() {
    int count = 0;
    for (int outstanding = 1; outstanding <= MOST; outstanding++) {
      for (int left = 1; left <= outstanding; left++) {
        int wantedUpTo = MOST - left + 1;
        count += left == outstanding ? wantedUpTo - 1 : wantedUpTo;
      }
    }
    return count;
  }

  @Test
  void onlyWhatIsRememberedMayBeAskedFor() {
    Unacknowledged unacknowledged = new Unacknowledged("here", MOST, ids(2));
    unacknowledged.named(Txs.id(7));
    unacknowledged.asked(Txs.id(7));
    unacknowledged.requested(new RequestTxIds(false, 1, 0));
    unacknowledged.asked(Txs.id(1));
    assertThat(catchThrowableOfType(TxViolation.class, () -> unacknowledged.asked(Txs.id(0))))
        .isInstanceOf(RequestedUnavailableTx.class)
        .hasMessageContaining("here tx-submission: the peer asks for transaction 00");
  }
}

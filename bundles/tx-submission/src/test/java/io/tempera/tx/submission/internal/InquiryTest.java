package io.tempera.tx.submission.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.chain.Encoded;
import io.tempera.kit.cbor.CborReader;
import io.tempera.testkit.VirtualRuntime;
import io.tempera.tx.TxOffer;
import io.tempera.tx.TxWish;
import io.tempera.tx.submission.internal.TxMessage.ReplyTxIds;
import io.tempera.tx.submission.internal.TxMessage.ReplyTxs;
import io.tempera.tx.submission.internal.TxMessage.RequestTxIds;
import io.tempera.tx.submission.internal.TxMessage.RequestTxs;
import io.tempera.tx.submission.internal.TxMessage.TxIdAndSize;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is asked, by chance's decisions, of an initiator that holds us to its rules: they are never
 * broken, and every transaction that is wanted is asked for once.
 */
final class InquiryTest {
  private static final int TRANSACTIONS = 300;
  private static final int ROUNDS = 5_000;

  private VirtualRuntime chance = new VirtualRuntime();
  private TxSettings settings = TxSettings.withDelay(Duration.ZERO);
  private final Deque<TxMessage> onTheWay = new ArrayDeque<>();
  private final Set<Encoded> askedFor = new LinkedHashSet<>();
  private final Set<Encoded> wanted = new LinkedHashSet<>();
  private Unacknowledged client = new Unacknowledged("client", 0, List.of());
  private Inquiry inquiry = new Inquiry("server", settings, InboundMemo.NOTHING);
  private int next;

  private long below(int bound) {
    return chance.chance().below(bound);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void noRuleIsEverBroken(int seed) {
    chance = new VirtualRuntime(seed);
    int most = 1 + (int) below(12);
    settings = new TxSettings(Duration.ZERO, most, 1 + (int) below(most), 1 + (int) below(most));
    client = new Unacknowledged("client", most, List.of());
    inquiry = new Inquiry("server", settings, InboundMemo.NOTHING);
    for (int round = 0; round < ROUNDS && !isOver(); round++) {
      round(most);
    }
    assertThat(isOver()).as("it comes to its end").isTrue();
    assertThat(wanted).hasSizeBetween(TRANSACTIONS / 4, TRANSACTIONS);
    assertThat(askedFor).isEqualTo(wanted);
  }

  /** An answer to the oldest request, or news, or a hand-over where nothing is outstanding. */
  private void round(int most) {
    int room = (int) below(most + 2);
    if (onTheWay.isEmpty()) {
      handOver();
      inquiry.nextBlocking(room).ifPresent(onTheWay::add);
    } else {
      answer(onTheWay.remove());
    }
    inquiry.decide(this::wish);
    onTheWay.addAll(inquiry.next(room));
  }

  private TxWish wish(TxOffer offer) {
    long choice = below(4);
    if (choice > 1) {
      wanted.add(offer.id());
    }
    return choice == 0 ? TxWish.LATER : choice == 1 ? TxWish.NO : TxWish.YES;
  }

  private void answer(TxMessage request) {
    if (request instanceof RequestTxIds ids) {
      client.requested(ids);
      inquiry.answered(named(ids));
    } else {
      List<Encoded> ids = ((RequestTxs) request).ids();
      assertThat(ids).hasSizeLessThanOrEqualTo(settings.txsAtOnce()).isNotEmpty();
      ids.forEach(client::asked);
      ids.forEach(id -> assertThat(askedFor.add(id)).as("asked for once: %s", id).isTrue());
      List<Encoded> sent = ids.stream().filter(id -> below(8) > 0).map(InquiryTest::tx).toList();
      Delivery delivery = inquiry.answered(new ReplyTxs(sent), Txs::idOf);
      assertThat(delivery.received()).hasSize(sent.size());
      assertThat(delivery.missing()).hasSize(ids.size() - sent.size());
    }
  }

  private ReplyTxIds named(RequestTxIds request) {
    assertThat(request.wanted()).isLessThanOrEqualTo(settings.idsAtOnce());
    int least = request.blocking() ? 1 : 0;
    int count = Math.min(TRANSACTIONS - next, least + (int) below(request.wanted() + 1 - least));
    List<TxIdAndSize> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Encoded tx = Txs.tx(next++);
      client.named(Txs.offer(tx).id());
      ids.add(new TxIdAndSize(Txs.offer(tx).id(), tx.size()));
    }
    return new ReplyTxIds(ids);
  }

  /** Another one goes on with what this one leaves, and says the same. */
  private void handOver() {
    Inquiry after =
        new Inquiry("server", settings, InboundMemo.read(new CborReader(inquiry.memo().encode())));
    assertThat(after.memo()).isEqualTo(inquiry.memo());
    inquiry = after;
  }

  private boolean isOver() {
    return next == TRANSACTIONS && onTheWay.peek() instanceof RequestTxIds ids && ids.blocking();
  }

  private static Encoded tx(Encoded id) {
    for (int number = 0; number < TRANSACTIONS; number++) {
      if (Txs.idOf(Txs.tx(number)).equals(Optional.of(id))) {
        return Txs.tx(number);
      }
    }
    throw new AssertionError(id + " is no transaction's");
  }
}

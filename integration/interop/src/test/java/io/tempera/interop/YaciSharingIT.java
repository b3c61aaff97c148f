package io.tempera.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloxbean.cardano.yaci.core.protocol.peersharing.PeerSharingAgent;
import com.bloxbean.cardano.yaci.core.protocol.peersharing.PeerSharingAgentListener;
import com.bloxbean.cardano.yaci.core.protocol.peersharing.messages.PeerAddress;
import io.netty.channel.Channel;
import io.tempera.chain.Encoded;
import io.tempera.chain.sample.MadeUpTransaction;
import io.tempera.chain.sample.MadeUpTransactions;
import io.tempera.nodekit.FelixNode;
import io.tempera.tx.TxOffer;
import io.tempera.tx.TxPool;
import io.tempera.tx.TxReader;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** yaci brings our node transactions, and asks it for peers. */
@Timeout(120)
class YaciSharingIT {
  private static final long LIMIT_S = 60;
  private static final int TRANSACTIONS = 20;

  @Test
  void transactionsComeIntoThePoolByteForByte() throws Exception {
    FelixNode.Settings settings =
        new FelixNode.Settings()
            .set("io.tempera.tx.submission", "init.delay", "0")
            .set("io.tempera.tx.submission", "most.unacknowledged", "1")
            .set("io.tempera.tx.submission", "ids.at.once", "1")
            .set("io.tempera.tx.submission", "txs.at.once", "1");
    List<MadeUpTransaction> made =
        Stream.generate(MadeUpTransactions.of(7)::next).limit(TRANSACTIONS).toList();
    YaciTransactions transactions = new YaciTransactions();
    try (FelixNode node = FelixNode.start(settings)) {
      Semaphore news = new Semaphore(0);
      try (TxReader pool = node.service(TxPool.class).reader(0, news::release);
          YaciClient yaci = YaciClient.connect(node, transactions)) {
        transactions.begin();
        made.forEach(transaction -> transactions.offer(hash(transaction), inside(transaction)));
        List<TxOffer> offers = new ArrayList<>();
        while (offers.size() < TRANSACTIONS) {
          List<TxOffer> more = pool.next(TRANSACTIONS);
          offers.addAll(more);
          assertThat(!more.isEmpty() || news.tryAcquire(LIMIT_S, TimeUnit.SECONDS))
              .as("%s came, yaci heard %s", offers.size(), transactions.requests())
              .isTrue();
        }
        for (int i = 0; i < TRANSACTIONS; i++) {
          assertThat(offers.get(i).id()).isEqualTo(ofBabbage(made.get(i).id()));
          assertThat(pool.transaction(offers.get(i).id()))
              .contains(ofBabbage(made.get(i).encoded()));
        }
      }
    }
  }

  /** yaci says that everything is Babbage's: {@code [5, ...]} instead of {@code [6, ...]}. */
  private static Encoded ofBabbage(Encoded ofConway) {
    byte[] bytes = ofConway.bytes().clone();
    bytes[1] = 5;
    return new Encoded(bytes);
  }

  /** The hash in {@code [era, hash]}. */
  private static String hash(MadeUpTransaction transaction) {
    byte[] id = transaction.id().bytes();
    return HexFormat.of().formatHex(id, id.length - 32, id.length);
  }

  private static String hex(Encoded item) {
    return HexFormat.of().formatHex(item.bytes());
  }

  /** What yaci wraps itself: body, witnesses, that it is valid, and no auxiliary data. */
  private static byte[] inside(MadeUpTransaction transaction) {
    return HexFormat.of()
        .parseHex("84" + hex(transaction.body()) + hex(transaction.witnesses()) + "f5f6");
  }

  @Test
  void peersAreTold() throws Exception {
    FelixNode.Settings settings =
        new FelixNode.Settings()
            .set("io.tempera.node", "peer.sharing", "true")
            .set(
                "io.tempera.peer.book",
                "known",
                "10.0.0.1:3001, 10.0.0.2:3002, [2001:db8::1]:3003");
    AskingAgent asking = new AskingAgent();
    try (FelixNode node = FelixNode.start(settings);
        YaciClient yaci = YaciClient.connect(node, asking)) {
      asking.speak();
      // yaci reads an IPv4 address the other way round than the reference writes it.
      assertThat(asking.told())
          .containsExactlyInAnyOrder(
              PeerAddress.ipv4("1.0.0.10", 3001),
              PeerAddress.ipv4("2.0.0.10", 3002),
              PeerAddress.ipv6(InetAddress.getByName("2001:db8::1").getHostAddress(), 3003));
      asking.speak();
      assertThat(asking.told()).as("asked again").hasSize(3);
      assertThat(asking.ends()).isZero();
    }
  }

  /** Asks for ten peers. */
  private static final class AskingAgent extends PeerSharingAgent
      implements PeerSharingAgentListener {
    private final LinkedBlockingQueue<List<PeerAddress>> answers = new LinkedBlockingQueue<>();
    private final AtomicInteger ends = new AtomicInteger();
    private volatile Channel channel;

    AskingAgent() {
      addListener(this);
    }

    void speak() {
      channel.eventLoop().execute(this::sendNextMessage);
    }

    List<PeerAddress> told() throws InterruptedException {
      List<PeerAddress> answer = answers.poll(LIMIT_S, TimeUnit.SECONDS);
      assertThat(answer).as("an answer").isNotNull();
      return answer;
    }

    /** How often the conversation ended, which nobody asked for. */
    int ends() {
      return ends.get();
    }

    @Override
    public void setChannel(Channel newChannel) {
      super.setChannel(newChannel);
      channel = newChannel;
    }

    @Override
    public void peersReceived(List<PeerAddress> peers) {
      answers.add(peers);
    }

    @Override
    public void protocolCompleted() {
      ends.incrementAndGet();
    }
  }
}

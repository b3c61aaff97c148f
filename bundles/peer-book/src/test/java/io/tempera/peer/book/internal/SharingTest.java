package io.tempera.peer.book.internal;

import static io.tempera.peer.book.internal.Peers.all;
import static io.tempera.peer.book.internal.Peers.at;
import static io.tempera.peer.book.internal.Peers.learned;
import static io.tempera.peer.book.internal.Peers.many;
import static io.tempera.peer.book.internal.Peers.named;
import static io.tempera.peer.book.internal.Peers.tell;
import static io.tempera.peer.book.internal.Peers.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.ConnectionId;
import io.tempera.sharing.PeerQuestions;
import io.tempera.testkit.VirtualRuntime;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whom the book tells of, and whom it believes. */
@Timeout(60)
final class SharingTest {
  private static final String ASKER = "192.0.2.1:3001";

  private final VirtualRuntime runtime = new VirtualRuntime();

  private StoredPeerBook book(PeerBookSettings settings) {
    StoredPeerBook book = new StoredPeerBook(runtime, settings);
    runtime.runUntilIdle();
    return book;
  }

  private static String[] hosts(int count) {
    return many(count).stream().map(ConnectionId::text).toArray(String[]::new);
  }

  @Test
  void whomTheOperatorNamesIsToldUpToTheLimits() {
    StoredPeerBook book = book(named(hosts(30)));
    assertThat(book.share(3, to(ASKER))).hasSize(3).doesNotHaveDuplicates();
    assertThat(book.share(0, to(ASKER))).isEmpty();
    assertThat(book.share(255, to(ASKER))).as("share.most").hasSize(10);
    assertThat(many(30)).containsAll(book.share(10, to(ASKER)));
  }

  @Test
  void whoeverAsksAgainIsToldTheSameFor823SecondsAndThenOthers() {
    StoredPeerBook book = book(named(hosts(100)));
    List<InetSocketAddress> first = book.share(10, to(ASKER));
    Set<InetSocketAddress> told = new LinkedHashSet<>(first);
    runtime.advance(Salt.STICKY.minusNanos(1));
    assertThat(book.share(10, to(ASKER))).isEqualTo(first);
    assertThat(book.share(3, to(ASKER))).isEqualTo(first.subList(0, 3));
    assertThat(book.share(10, to("192.0.2.9:1"))).as("everybody").isEqualTo(first);
    runtime.advance(Duration.ofNanos(1));
    assertThat(book.share(10, to(ASKER))).isNotEqualTo(first);
    for (int salts = 0; salts < 200; salts++) {
      runtime.advance(Salt.STICKY);
      told.addAll(book.share(10, to(ASKER)));
    }
    assertThat(told).as("in time all are told").hasSize(100);
  }

  @Test
  void nobodyIsToldOfHimself() {
    StoredPeerBook book =
        book(named("192.0.2.1:3001", "192.0.2.2:3001", "127.0.0.1:3001", "127.0.0.1:3002"));
    assertThat(book.share(10, to("192.0.2.1:3001"))).containsExactly(at("192.0.2.2:3001"));
    assertThat(book.share(10, to("192.0.2.1:49152")))
        .as("who connects from another port than it listens at")
        .containsExactly(at("192.0.2.2:3001"));
    assertThat(book.share(10, to("127.0.0.1:3002")))
        .as("on the loopback there are others at the same address")
        .contains(at("127.0.0.1:3001"))
        .doesNotContain(at("127.0.0.1:3002"));
  }

  @Test
  void loopbackAddressesAreToldOnThisMachineOnly() {
    StoredPeerBook book = book(named("127.0.0.1:3001", "[::1]:3001", "192.0.2.2:3001"));
    assertThat(book.share(10, to(ASKER))).containsExactly(at("192.0.2.2:3001"));
    assertThat(book.share(10, to("127.0.0.1:9"))).hasSize(3);
    assertThat(book.share(10, to("[::1]:9"))).hasSize(3);
    ConnectionId unix =
        new ConnectionId(
            UnixDomainSocketAddress.of("/run/tempera.sock"),
            UnixDomainSocketAddress.of("/run/other.sock"));
    assertThat(book.share(10, unix)).hasSize(3);
  }

  @Test
  void whatNobodyCanDialIsNeitherToldNorLearned() {
    StoredPeerBook book =
        book(named("0.0.0.0:3001", "224.0.0.1:3001", "[fe80::1]:3001", "a..b:3001"));
    assertThat(book.share(10, to(ASKER))).isEmpty();
    tell(
        book,
        ASKER,
        all("0.0.0.0:1", "[::]:1", "224.0.0.1:1", "[fe80::1]:1", "10.9.9.9:0", "127.0.0.1:22"));
    tell(book, ASKER, List.of(InetSocketAddress.createUnresolved("relay", 1)));
    tell(book, ASKER, all("10.0.0.1:3001", "10.0.0.2:3001"));
    assertThat(learned(book)).as("and not this node itself").containsExactly(at("10.0.0.2:3001"));
    tell(book, "127.0.0.1:9", all("127.0.0.1:3005", "127.0.0.1:3006"));
    assertThat(learned(book)).endsWith(at("127.0.0.1:3005"), at("127.0.0.1:3006"));
  }

  @Test
  void aLearnedPeerIsToldOnceThisNodeHasSpokenWithIt() {
    StoredPeerBook book = book(named());
    tell(book, ASKER, all("10.2.0.1:3001", "10.2.0.2:3001"));
    assertThat(book.share(10, to("192.0.2.9:1"))).as("that there is one is hearsay").isEmpty();
    try (PeerQuestions asked = book.questions(to("10.2.0.2:3001"), () -> {})) {
      assertThat(asked.wanted()).isPositive();
      assertThat(book.share(10, to("192.0.2.9:1"))).containsExactly(at("10.2.0.2:3001"));
    }
    assertThat(book.share(10, to("192.0.2.9:1"))).as("afterwards").hasSize(1);
    tell(book, ASKER, all("10.2.0.2:3001"));
    assertThat(book.share(10, to("192.0.2.9:1"))).as("told of again").hasSize(1);
    try (PeerQuestions met = book.questions(to("10.2.0.3:3001"), () -> {})) {
      assertThat(book.share(10, to("192.0.2.9:1"))).as("nobody told of it").hasSize(1);
      tell(book, ASKER, all("10.2.0.3:3001"));
      assertThat(book.share(10, to("192.0.2.9:1"))).as("met before it was learned").hasSize(2);
      assertThat(met.wanted()).isPositive();
    }
  }

  @Test
  void namesAreLookedUpBesideAndAgainAndOnesWithoutAnAddressAreLeftOut() {
    StoredPeerBook book = new StoredPeerBook(runtime, named("localhost:3001", "a..b:1"));
    assertThat(book.share(10, to("127.0.0.1:9"))).as("not looked up yet").isEmpty();
    runtime.runUntilIdle();
    assertThat(book.share(10, to("127.0.0.1:9"))).containsExactly(at("127.0.0.1:3001"));
    runtime.advance(KnownPeers.LOOK_UP_AGAIN.multipliedBy(3));
    assertThat(book.share(10, to("127.0.0.1:9"))).containsExactly(at("127.0.0.1:3001"));
    book.change(named("192.0.2.7:1"));
    runtime.runUntilIdle();
    assertThat(book.share(10, to("127.0.0.1:9"))).containsExactly(at("192.0.2.7:1"));
    book.close();
    runtime.assertNothingLeft();
  }
}

package io.tempera.peer.sharing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tempera.bearer.ConnectionId;
import io.tempera.check.HalfPair;
import io.tempera.check.HalfRun;
import io.tempera.check.Rehearsal;
import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import io.tempera.handshake.Agreed;
import io.tempera.handshake.DiffusionMode;
import io.tempera.handshake.VersionData;
import io.tempera.kit.ProtocolViolation;
import io.tempera.kit.cbor.CborReader;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.HalfResult;
import io.tempera.sharing.PeerBook;
import io.tempera.sharing.PeerQuestions;
import io.tempera.testkit.VirtualRuntime;
import java.lang.annotation.Annotation;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PeerSharingTest {
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final HalfResult TERMINATED =
      new HalfResult.Finished("terminated", Optional.empty());

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final AskingBook book = new AskingBook(runtime, 2, TEN_MINUTES, hosts(20));
  private final PeerSharing protocol = new PeerSharing(runtime, book, 10);

  private static String[] hosts(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> "10.0.0." + i + ":3001")
        .toArray(String[]::new);
  }

  private static PeerSharing.Config config(int mostShared) {
    return new PeerSharing.Config() {
      @Override
      public Class<? extends Annotation> annotationType() {
        return PeerSharing.Config.class;
      }

      @Override
      public int most_shared() {
        return mostShared;
      }
    };
  }

  private HalfRun half(Direction direction) {
    return new HalfRun(runtime, new ProtocolKey(PeerSharing.NUMBER, direction))
        .start(direction == Direction.INITIATOR ? protocol.initiator() : protocol.responder());
  }

  private void arrive(HalfRun half, String hex) {
    half.arrive(HexFormat.of().parseHex(hex));
    runtime.runUntilIdle();
  }

  private static Agreed agreed(boolean peerSharing) {
    return new Agreed(
        15,
        new VersionData(42, DiffusionMode.INITIATOR_AND_RESPONDER, peerSharing, false, false),
        new TreeSet<>());
  }

  @Test
  void itRunsOnlyWhereSharingWasAgreed() {
    assertThat(protocol.enabledFor(agreed(true))).isTrue();
    assertThat(protocol.enabledFor(agreed(false))).isFalse();
  }

  @Test
  void itAsksWhenTheBookWantsToAndOtherwiseSaysNothing() {
    HalfPair pair = new HalfPair(runtime, PeerSharing.NUMBER).start(protocol);
    runtime.advance(TEN_MINUTES.multipliedBy(3).plusSeconds(1));
    assertThat(pair.initiator().sent())
        .hasSize(4)
        .allSatisfy(m -> assertThat(m[2]).isEqualTo((byte) 2));
    assertThat(book.learned()).hasSize(8).startsWith(AskingBook.address("10.0.0.1:3001"));
    pair.initiator().control(ControlMessage.TERMINATE);
    runtime.advance(Duration.ofMillis(1));
    assertThat(pair.initiator().result()).contains(TERMINATED);
    assertThat(pair.responder().result())
        .contains(new HalfResult.Finished("done", Optional.empty()));
    assertThat(book.open()).isZero();
    runtime.assertNothingLeft();
  }

  /** Established ones are never asked for it; on the reference this one would not heed it. */
  @Test
  void quietIsNotForEstablishedMiniProtocols() {
    HalfPair pair = new HalfPair(runtime, PeerSharing.NUMBER);
    pair.initiator().control(ControlMessage.QUIESCE);
    pair.start(protocol);
    runtime.advance(TEN_MINUTES.plusSeconds(1));
    assertThat(pair.initiator().sent()).hasSize(2);
    assertThat(book.learned()).hasSize(4);
    pair.initiator().control(ControlMessage.TERMINATE);
    runtime.advance(Duration.ofMillis(1));
    assertThat(pair.initiator().result()).contains(TERMINATED);
  }

  @Test
  void itNeverTerminatesBetweenAQuestionAndItsAnswer() {
    HalfRun half = half(Direction.INITIATOR);
    runtime.runUntilIdle();
    half.control(ControlMessage.TERMINATE);
    runtime.advance(Duration.ofMillis(59_999));
    assertThat(half.sent()).hasSize(1);
    assertThat(half.isOver()).isFalse();
    arrive(half, "82019f83001a0100000a190bb9ff");
    assertThat(half.sent().getLast()).asHexString().isEqualTo("8102");
    assertThat(half.result()).contains(TERMINATED);
    assertThat(book.learned()).containsExactly(AskingBook.address("10.0.0.1:3001"));
    runtime.assertNothingLeft();
  }

  @Test
  void anAnswerThatIsMissingIsAnErrorAfter60Seconds() {
    HalfRun half = half(Direction.INITIATOR);
    runtime.advance(Duration.ofMillis(59_999));
    assertThat(half.isOver()).isFalse();
    runtime.advance(Duration.ofMillis(1));
    assertThat(((ProtocolViolation) half.failure().orElseThrow()).rule())
        .isEqualTo(ProtocolViolation.Rule.TOO_LATE);
    assertThat(book.open()).isZero();
  }

  @Test
  void morePeersThanWereAskedForAreAnErrorAndNoneIsLearned() {
    HalfRun half = half(Direction.INITIATOR);
    runtime.runUntilIdle();
    arrive(half, "82019f" + "83001a0100000a190bb9".repeat(3) + "ff");
    assertThat(half.failure()).containsInstanceOf(TooManyPeers.class);
    TooManyPeers failure = (TooManyPeers) half.failure().orElseThrow();
    assertThat(failure.failure().category()).isEqualTo(FailureCategory.REMOTE_MISBEHAVED);
    assertThat(failure)
        .hasMessageContaining("here:1<->there:2 mini-protocol 10 initiator peer-sharing: ")
        .hasMessageContaining("was asked for 2 peers and told 3");
    assertThat(book.learned()).isEmpty();
    assertThat(book.open()).isZero();
    runtime.assertNothingLeft();
  }

  @Test
  void itTellsNoMoreThanTheSettingSaysAndThanWereAskedFor() {
    HalfRun half = half(Direction.RESPONDER);
    runtime.runUntilIdle();
    assertThat(told(half, "820003")).hasSize(3);
    assertThat(told(half, "820018ff")).hasSize(10);
    assertThat(told(half, "820000")).isEmpty();
    protocol.modified(config(4));
    assertThat(told(half, "820018ff")).hasSize(4);
    protocol.modified(config(0));
    assertThat(told(half, "820018ff")).isEmpty();
    protocol.modified(config(230));
    assertThat(told(half, "820018ff")).as("all there are").hasSize(20);
    arrive(half, "8102");
    assertThat(half.result()).contains(new HalfResult.Finished("done", Optional.empty()));
  }

  @Test
  void aBookThatDoesNotCountIsCounted() {
    PeerBook careless =
        new PeerBook() {
          @Override
          public List<InetSocketAddress> share(int most, ConnectionId asker) {
            return book.share(Integer.MAX_VALUE, asker);
          }

          @Override
          public PeerQuestions questions(ConnectionId peer, Runnable news) {
            return book.questions(peer, news);
          }
        };
    HalfRun half =
        new HalfRun(runtime, new ProtocolKey(PeerSharing.NUMBER, Direction.RESPONDER))
            .start(new PeerSharing(runtime, careless, 10).responder());
    assertThat(told(half, "820003")).hasSize(3);
    assertThat(told(half, "820000")).isEmpty();
    assertThat(told(half, "820018ff")).hasSize(10);
  }

  private List<InetSocketAddress> told(HalfRun half, String question) {
    arrive(half, question);
    return ((PeerSharingMessage.SharePeers)
            PeerSharingTable.CODEC.decode(
                PeerSharingTable.SPEC.state("StBusy"), new CborReader(half.sent().getLast())))
        .peers();
  }

  @Test
  void settingsThatMakeNoSenseAreRefusedWithASentence() {
    for (int most : new int[] {-1, 231}) {
      assertThatExceptionOfType(TemperaException.class)
          .isThrownBy(() -> new PeerSharing(runtime, book, config(most)))
          .withMessageStartingWith("io.tempera.peer.sharing: most.shared is 0 to 230, ")
          .withMessageEndingWith("it says " + most)
          .satisfies(
              e -> assertThat(e.failure().category()).isEqualTo(FailureCategory.CONFIGURATION));
    }
  }

  @Test
  void anAddressThatIsNotResolvedIsNotSent() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () ->
                new PeerSharingMessage.SharePeers(
                    List.of(InetSocketAddress.createUnresolved("relay", 3001))))
        .withMessageContaining("relay has no address");
  }

  @Test
  void aHundredSwapsAddNoQuestionAndDelayNone() {
    assertThat(swapped(100)).isEqualTo(swapped(0)).hasSize(8);
  }

  /** What passes in half an hour with so many swaps of both halves, evenly spread. */
  private static List<String> swapped(int swaps) {
    Duration all = Duration.ofMinutes(31);
    AskingBook[] shared = new AskingBook[1];
    Rehearsal<PeerSharingMessage> rehearsal =
        Rehearsal.of(
                PeerSharingTable.SPEC,
                PeerSharingTable.CODEC,
                PeerSharing.NUMBER,
                on -> {
                  if (shared[0] == null) {
                    shared[0] = new AskingBook(on, 1, TEN_MINUTES, hosts(3));
                  }
                  return new PeerSharing(on, shared[0], 10);
                })
            .start();
    for (int i = 0; i < swaps; i++) {
      rehearsal
          .advance(all.dividedBy(swaps))
          .handOver(Direction.INITIATOR)
          .handOver(Direction.RESPONDER);
    }
    rehearsal.advance(swaps == 0 ? all : Duration.ZERO);
    assertThat(rehearsal.handOvers(Direction.INITIATOR)).isEqualTo(swaps);
    assertThat(rehearsal.handOvers(Direction.RESPONDER)).isEqualTo(swaps);
    assertThat(shared[0].open()).isEqualTo(1);
    return rehearsal.lines();
  }
}

package io.tempera.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import io.tempera.nodekit.FelixNode;
import io.tempera.nodekit.Sdu;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerStateActions;
import io.tempera.peer.PeerStatus;
import io.tempera.protocol.ProtocolTrace;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Plays the responder's part of captured sessions, hot ones among them, against our initiator. What
 * it says in each mini-protocol is what the captured one said, message by message; how the
 * mini-protocols mix is chance. Its time stands still but where the captured one waited.
 *
 * <p>On mainnet the captured one answered nobody and said that it shares peers, which our node
 * refuses to be: it proposes the same without that.
 */
class CapturedCyclesIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration KEEP_ALIVE = Duration.ofMillis(100);

  /** As long as a connection may be of no use (reference: protocol idle timeout). */
  private static final Duration INBOUND_IDLE = Duration.ofSeconds(5);

  private static final Sdu ASK_FOR_TRANSACTIONS = Sdu.fromResponder(4, "8400f50003");
  private static final String FIND_INTERSECT = "82049f80ff";
  private static final String CHAIN_SYNC_DONE = "8107";
  private static final String BLOCK_FETCH_DONE = "8101";
  private static final String KEEP_ALIVE_DONE = "8102";

  private FelixNode node;
  private PlayedResponder peer;
  private PeerStateActions actions;
  private PeerConnectionHandle handle;

  /** What the node has begun to do, and must have done in the end. */
  private final List<FutureTask<?>> calls = new ArrayList<>();

  private final Map<Integer, Deque<Sdu>> stash = new HashMap<>();
  private int rounds;

  @ParameterizedTest
  @CsvSource({
    "n2n-chainsync, false",
    "n2n-mainnetmagic-v16-peras-peersharing, true",
    "n2n-peersharing-request, false",
    "n2n-psa-initiator-full-cycle, true",
    "n2n-psa-duplex-full-cycle, true",
  })
  void ourInitiatorSaysWhatTheReferenceSaid(String session, boolean withKeepAlive)
      throws Exception {
    List<Captured.Turn> turns =
        Captured.load(session).withoutPeras().sharingOnlyWhereItAnswers().turns();
    try (FelixNode started = FelixNode.start(CapturedSettings.initiator(session).heldTime());
        PlayedResponder played = new PlayedResponder()) {
      node = started;
      peer = played;
      actions = node.service(PeerStateActions.class);
      negotiate(turns);
      peer.answerKeepAlive(!withKeepAlive);
      peer.serve();
      for (Captured.Turn turn : turns.subList(2, turns.size())) {
        if (turn.fromTcpInitiator()) {
          bringAbout(turn.sdu());
          assertThat(next(turn.sdu().number())).as(session).isEqualTo(turn.sdu());
        } else {
          peer.wire().send(turn.sdu());
        }
      }
      end(turns.getLast());
    }
  }

  private void negotiate(List<Captured.Turn> turns) throws Exception {
    FutureTask<PeerConnectionHandle> establish =
        call(
            () ->
                actions.establishPeerConnection(
                    peer.address(), DiffusionMode.INITIATOR_AND_RESPONDER, Provenance.OUTBOUND));
    assertThat(peer.awaitProposal()).isEqualTo(turns.get(0).sdu());
    peer.wire().send(turns.get(1).sdu());
    handle = get(establish);
  }

  /** What made the captured program say this. */
  private void bringAbout(Sdu sdu) throws Exception {
    switch (sdu.number() + " " + sdu.payload()) {
      case "2 " + FIND_INTERSECT -> {
        awaitCalls();
        get(call(() -> actions.activatePeerConnection(handle)));
        assertThat(handle.status()).isEqualTo(PeerStatus.HOT);
      }
      // The first of three.
      case "3 " + BLOCK_FETCH_DONE -> deactivate();
      case "2 " + CHAIN_SYNC_DONE -> {
        if (calls.isEmpty()) {
          deactivate();
        }
      }
      case "8 " + KEEP_ALIVE_DONE -> {
        awaitCalls();
        calls.add(call(() -> actions.closePeerConnection(handle)));
      }
      default -> {
        if (sdu.number() == 8 && rounds++ > 0) {
          awaitRound();
          node.time().advance(KEEP_ALIVE);
        }
      }
    }
  }

  private void deactivate() {
    calls.add(call(() -> actions.deactivatePeerConnection(handle)));
  }

  /** Until the node has taken the answer before. */
  private void awaitRound() throws InterruptedException {
    node.traces().await(ProtocolTrace.RoundTrip.class, rounds - 1, round -> true, LIMIT);
  }

  private void awaitCalls() throws Exception {
    for (FutureTask<?> call : calls) {
      get(call);
    }
    calls.clear();
  }

  /** The next SDU of one mini-protocol. */
  private Sdu next(int number) throws InterruptedException {
    Deque<Sdu> waiting = stash.computeIfAbsent(number, n -> new ArrayDeque<>());
    while (waiting.isEmpty()) {
      Sdu sdu = peer.receive();
      stash.computeIfAbsent(sdu.number(), n -> new ArrayDeque<>()).add(sdu);
    }
    return waiting.remove();
  }

  private void end(Captured.Turn last) throws Exception {
    switch (last.sdu().payload()) {
      case KEEP_ALIVE_DONE -> {
        awaitCalls();
        // A connection of which the other side may make use as well waits for that.
        node.time().advance(INBOUND_IDLE);
        peer.assertReset();
        assertThat(handle.status()).isIn(PeerStatus.COOLING, PeerStatus.COLD);
      }
      case CHAIN_SYNC_DONE -> {
        // Of the captured one, which ran chain-sync only; ours ends when all that is hot has.
        peer.wire().send(ASK_FOR_TRANSACTIONS);
        awaitCalls();
        assertThat(handle.status()).isEqualTo(PeerStatus.WARM);
      }
      default -> {
        // Another round trip of keep-alive: the answer was taken, and nothing came of it.
        peer.awaitKeepAlive();
        node.traces().await(ProtocolTrace.RoundTrip.class, 1, round -> true, LIMIT);
        node.time().advance(KEEP_ALIVE);
        peer.awaitKeepAlive();
        assertThat(handle.status()).isEqualTo(PeerStatus.WARM);
        assertThat(stash.get(10)).isEmpty();
      }
    }
  }

  /** Something that the node does, of which nothing comes back. */
  private interface Action {
    void run() throws Exception;
  }

  private static FutureTask<Void> call(Action action) {
    return call(
        () -> {
          action.run();
          return null;
        });
  }

  private static <T> FutureTask<T> call(Callable<T> body) {
    FutureTask<T> call = new FutureTask<>(body);
    Thread.ofVirtual().start(call);
    return call;
  }

  private static <T> T get(FutureTask<T> call) throws Exception {
    return call.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }
}

package io.tempera.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.bearer.ConnectionId;
import io.tempera.bearer.UnixClientAddress;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionView;
import io.tempera.connection.Holder;
import io.tempera.connection.Provenance;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.handshake.DiffusionMode;
import io.tempera.peer.ColdActionException;
import io.tempera.peer.EstablishConnectionException;
import io.tempera.peer.MiniProtocolExceptions;
import io.tempera.peer.PeerStatus;
import io.tempera.shell.internal.FakeNode.FakePeer;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PeerActionsTest {
  private static final ConnectionId ID = FakeNode.id("127.0.0.1:3001", "127.0.0.1:4001");

  private static final String END_OF_LINE = "(version 15, DUPLEX) after 0.00 ms";

  private final FakeNode node = FakeNode.whole();
  private final FakePeer peer = new FakePeer(ID, PeerStatus.WARM);
  private final PeerActions actions = node.peerActions();

  /** Lets virtual time pass, as a transition does. */
  private void takes(Duration time) throws InterruptedException {
    node.runtime.newWait().until(() -> false, time);
  }

  @Test
  void establishSaysWhatThePeerIsThenAndHowLongItTook() throws Exception {
    List<Object> asked = new ArrayList<>();
    node.actions.with(
        "establishPeerConnection",
        arguments -> {
          asked.addAll(List.of(arguments));
          takes(Duration.ofMillis(3));
          return peer;
        });
    assertThat(node.runtime.call(() -> actions.establish(List.of("127.0.0.1:4001"))))
        .isEqualTo("127.0.0.1:4001 is WARM (version 15, DUPLEX) after 3.0 ms");
    assertThat(asked)
        .containsExactly(ID.remote(), DiffusionMode.INITIATOR_AND_RESPONDER, Provenance.OUTBOUND);
  }

  @Test
  void everyOptionOfEstablishReachesTheActions() {
    List<Object> asked = new ArrayList<>();
    node.actions.with(
        "establishPeerConnection",
        arguments -> {
          asked.addAll(List.of(arguments));
          return peer;
        });
    actions.establish(List.of("relay.example.org:4001", "--initiator-only", "--inbound"));
    assertThat(asked)
        .containsExactly(
            FakeNode.address("10.0.0.7:4001"), DiffusionMode.INITIATOR_ONLY, Provenance.INBOUND);
  }

  @Test
  void anErrorIsItsSentenceWithTheCausesAndNoTrace() {
    node.actions.with(
        "establishPeerConnection",
        arguments -> {
          throw new EstablishConnectionException.NoConnectionException(
              ID.remote(),
              Optional.empty(),
              Failure.of(FailureCategory.REMOTE_CLOSED, "connection refused\nreally"));
        });
    assertThatThrownBy(() -> actions.establish(List.of("127.0.0.1:4001")))
        .isInstanceOf(CommandFailed.class)
        .hasToString(
            "There is no connection to 127.0.0.1:4001, because: connection refused?really; see"
                + " whether a node listens there, and try again")
        .hasNoCause()
        .extracting(Throwable::getStackTrace)
        .isEqualTo(new StackTraceElement[0]);
  }

  @Test
  void aFailedDialSaysItselfWhatToDo() {
    String sentence =
        "Cannot connect to 127.0.0.1:4001 from 127.0.0.1:3001: it refused; check that a node"
            + " listens there";
    node.actions.with(
        "establishPeerConnection",
        arguments -> {
          throw new EstablishConnectionException.NoConnectionException(
              ID.remote(), Optional.empty(), Failure.of(FailureCategory.REMOTE_CLOSED, sentence));
        });
    assertThatThrownBy(() -> actions.establish(List.of("127.0.0.1:4001"))).hasToString(sentence);
  }

  @Test
  void eachTransitionIsAskedOfThePeerThatIsMeant() {
    node.peers.add(new FakePeer(FakeNode.id("127.0.0.1:3001", "10.0.0.1:5000"), PeerStatus.WARM));
    node.peers.add(peer);
    for (String method :
        List.of("activatePeerConnection", "deactivatePeerConnection", "closePeerConnection")) {
      node.actions.with(
          method,
          arguments -> {
            assertThat(arguments).containsExactly(peer);
            peer.status =
                method.startsWith("act")
                    ? PeerStatus.HOT
                    : method.startsWith("de") ? PeerStatus.WARM : PeerStatus.COLD;
            return null;
          });
    }
    assertThat(actions.activate("4001")).startsWith("127.0.0.1:4001 is HOT (version 15, DUPLEX)");
    assertThat(actions.deactivate("127.")).startsWith("127.0.0.1:4001 is WARM ");
    assertThat(actions.close("127.0.0.1:4001")).isEqualTo("127.0.0.1:4001 is COLD " + END_OF_LINE);
  }

  @Test
  void aPeerThatIsNotHotIsNotSaidToHaveBeenDeactivated() {
    node.peers.add(peer);
    node.actions.with("deactivatePeerConnection", arguments -> null);
    assertThat(actions.deactivate("4001")).isEqualTo("127.0.0.1:4001 was not hot: it is WARM");
  }

  @Test
  void aCloseThatLeavesThePeerCoolingSaysWhenItIsColdAndASecondOneThatItWasClosed() {
    String until =
        "; it becomes COLD, and can be established again, when the connection manager has let go"
            + " of it, within time.wait.timeout (etc/io.tempera.connection.manager.cfg)";
    node.peers.add(peer);
    node.actions.with(
        "closePeerConnection",
        arguments -> {
          peer.status = PeerStatus.COOLING;
          return null;
        });
    assertThat(actions.close("4001")).isEqualTo("127.0.0.1:4001 is COOLING " + END_OF_LINE + until);
    assertThat(actions.close("4001"))
        .isEqualTo("127.0.0.1:4001 was closed already: it is COOLING" + until);
    node.actions.with(
        "closePeerConnection",
        arguments -> {
          peer.status = PeerStatus.COLD;
          return null;
        });
    assertThat(actions.close("4001")).isEqualTo("127.0.0.1:4001 was closed already: it is COLD");
  }

  @Test
  void aRefusalOfATransitionIsASentence() {
    node.peers.add(peer);
    node.actions.with(
        "activatePeerConnection",
        arguments -> {
          throw new ColdActionException.ColdActivationException(ID, PeerStatus.COOLING);
        });
    assertThatThrownBy(() -> actions.activate("4001"))
        .hasToString(
            "127.0.0.1:3001<->127.0.0.1:4001 cannot be activated: it is COOLING: wait until it"
                + " is COLD, then establish it again");
  }

  @Test
  void whatWentWrongMeanwhileIsSaidWithWhatToDo() {
    node.peers.add(peer);
    Failure failure = Failure.of(FailureCategory.PROTOCOL_CODE, "no answer");
    node.actions.with(
        "deactivatePeerConnection",
        arguments -> {
          throw new MiniProtocolExceptions(ID, new TreeMap<>(Map.of(8, failure)));
        });
    assertThatThrownBy(() -> actions.deactivate("4001"))
        .message()
        .startsWith("Mini-protocols [8] of " + ID + " failed")
        .endsWith(
            "; tempera:why 127.0.0.1:4001 tells what came before, tempera:establish 127.0.0.1:4001"
                + " opens another connection");
  }

  @Test
  void aHandshakeThatFoundNothingInCommonSaysWhatToCompare() {
    node.actions.with(
        "establishPeerConnection",
        arguments -> {
          throw new EstablishConnectionException.ClientException(
              ID.remote(),
              Optional.of(ID),
              Failure.of(FailureCategory.NOT_ACCEPTABLE, "network magic 1 is not 42"));
        });
    assertThatThrownBy(() -> actions.establish(List.of("127.0.0.1:4001")))
        .message()
        .endsWith(
            "network magic 1 is not 42; compare network magic and versions of both nodes"
                + " (etc/io.tempera.node.cfg)");
  }

  @Test
  void anUnknownPeerIsAnsweredWithThoseThatThereAre() {
    node.peers.add(peer);
    assertThatThrownBy(() -> actions.close("1.2.3.4:5"))
        .hasToString("There is no peer '1.2.3.4:5', only 127.0.0.1:4001.");
  }

  @Test
  void aConnectionThatOnlyTheRemoteSideUsesIsToldFromNone() {
    node.connect(ID, ConnectionState.INBOUND_DUP, Provenance.INBOUND);
    assertThatThrownBy(() -> actions.activate("127.0.0.1:4001"))
        .hasToString(
            "127.0.0.1:4001 is connected, but no peer that this node uses: make it one with"
                + " tempera:establish 127.0.0.1:4001 --inbound");
  }

  @Test
  void aPeerThatDiedSaysWhyAndWhatToDo() {
    node.died(ID, "the remote side closed the connection");
    node.runtime.advance(Duration.ofSeconds(4));
    node.peers.add(new FakePeer(FakeNode.id("127.0.0.1:3001", "127.0.0.1:5000"), PeerStatus.HOT));
    String sentence =
        "127.0.0.1:4001 is COLD: the remote side closed the connection, 4.0 s ago (tempera:why"
            + " 127.0.0.1:4001); tempera:establish 127.0.0.1:4001 opens another";
    for (Consumer<String> command :
        List.<Consumer<String>>of(
            actions::activate, actions::deactivate, actions::close, node.peerDetail()::text)) {
      assertThatThrownBy(() -> command.accept("4001")).hasToString(sentence);
    }
  }

  @Test
  void aPeerWhoseConnectionIsNotNegotiatedIsStillBeingEstablished() {
    node.died(ID, "it broke before");
    node.connections.add(
        new ConnectionView(
            ID.remote(),
            Optional.of(ID),
            ConnectionState.UNNEGOTIATED_OUT,
            List.of(new Holder(Holder.Kind.HANDSHAKE, node.runtime.clock().wallTime())),
            Optional.empty()));
    assertThatThrownBy(() -> actions.activate("4001"))
        .hasToString(
            "127.0.0.1:4001 is still being established; tempera:watch 127.0.0.1:4001 tells what"
                + " comes of it");
  }

  @Test
  void aConnectionThatOnlyWaitsToBeForgottenIsNotOfferedAsAPeer() {
    node.connect(ID, ConnectionState.TERMINATING, Provenance.INBOUND);
    assertThatThrownBy(() -> actions.activate("4001"))
        .hasToString(
            "127.0.0.1:4001 is no peer that this node uses: it is closed, and its address is not"
                + " dialled again for a while");
  }

  @Test
  void whoDialledAUnixSocketIsEstablishedByTheNameThatIsShown() {
    UnixDomainSocketAddress socket = UnixDomainSocketAddress.of("/run/s");
    UnixClientAddress client = new UnixClientAddress(socket, 7);
    node.connect(new ConnectionId(socket, client), ConnectionState.INBOUND_DUP, Provenance.INBOUND);
    List<Object> asked = new ArrayList<>();
    node.actions.with(
        "establishPeerConnection",
        arguments -> {
          asked.add(arguments[0]);
          return peer;
        });

    assertThatThrownBy(() -> actions.activate("unix:/run/s#7"))
        .hasToString(
            "unix:/run/s#7 is connected, but no peer that this node uses: make it one with"
                + " tempera:establish unix:/run/s#7 --inbound");
    actions.establish(List.of("unix:/run/s#7", "--inbound"));
    actions.establish(List.of("unix:/run/s#8"));

    assertThat(asked).containsExactly(client, UnixDomainSocketAddress.of("/run/s#8"));
  }

  @Test
  void withoutPeerStateActionsTheCommandsSaySo() {
    PeerActions alone = new FakeNode().peerActions();
    for (Runnable command :
        List.<Runnable>of(
            () -> alone.establish(List.of("127.0.0.1:4001")),
            () -> alone.activate("4001"),
            () -> alone.deactivate("4001"),
            () -> alone.close("4001"))) {
      assertThatThrownBy(command::run)
          .hasToString(
              "The peer state actions are not running: see felix:lb for the node's bundles, and"
                  + " the log.");
    }
  }

  @Test
  void anInterruptEndsTheWaitingAndSaysThatTheTransitionGoesOn() {
    node.peers.add(peer);
    node.actions.with(
        "closePeerConnection",
        arguments -> {
          throw new InterruptedException();
        });
    assertThatThrownBy(() -> actions.close("4001"))
        .hasToString(
            "You stopped waiting for 127.0.0.1:4001; a transition that has begun goes on:"
                + " tempera:watch 127.0.0.1:4001 follows it, tempera:why tells how it went.");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aFaultIsNamedAsOne() {
    node.peers.add(peer);
    node.actions.with(
        "closePeerConnection",
        arguments -> {
          throw new IllegalStateException("no such slot");
        });
    assertThatThrownBy(() -> actions.close("4001"))
        .hasToString("A fault of Tempera itself, please report it: no such slot");
  }
}

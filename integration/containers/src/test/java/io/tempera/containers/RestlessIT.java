package io.tempera.containers;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;

import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import io.tempera.nodekit.NettyLeaks;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerStateActions;
import io.tempera.peer.PeerStatus;
import io.tempera.protocol.HandOverTrace;
import io.tempera.protocol.ProtocolTrace;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/**
 * The mini-protocol bundles stop and start, quickly and in any order, while connections are made,
 * become hot, cool and end.
 */
@RunWith(PaxExam.class)
public class RestlessIT {
  private static final String DISTRIBUTION = "tempera.distribution";
  private static final long SEED = 6;
  private static final int PEERS = 4;

  /** Times that a peer has become hot and cold, at least. */
  private static final int LIVES = 10;

  /** Halves that were handed over meanwhile, at least. */
  private static final int MET = 5;

  /** A safety net: some minutes. */
  private static final int MOST_CHANGES = 10_000;

  private final AtomicBoolean over = new AtomicBoolean();

  /** Of the probe bundle; there is none outside the container, where only the options are made. */
  private BundleContext context;

  private NettyLeaks leaks;
  private SecondNode node;
  private PeerStateActions actions;

  @Configuration
  public Option[] node() throws Exception {
    return options(
        NodeOptions.option(
            NodeOptions.node("restless")
                .set("io.tempera.connection.manager", "outbound.idle.timeout", "0.05")
                .set("io.tempera.connection.manager", "time.wait.timeout", "0.05")),
        frameworkProperty(DISTRIBUTION).value(System.getProperty(DISTRIBUTION)),
        junitBundles());
  }

  @Before
  public void anotherNode() throws Exception {
    context = FrameworkUtil.getBundle(getClass()).getBundleContext();
    leaks = NettyLeaks.watch(context);
    node = LiveConnections.otherEnd(Path.of(context.getProperty(DISTRIBUTION)));
    actions = Probe.service(context, PeerStateActions.class);
  }

  @After
  public void nothingIsLeft() throws Exception {
    node.close();
    leaks.check();
  }

  @Test
  public void bundlesThatComeAndGoWhileConnectionsDoHarmNeither() throws Exception {
    int port = node.address().getPort();
    try (Heard<ConnectionTrace> connections = Heard.in(context, ConnectionTrace.class);
        Heard<ProtocolTrace.Abandoned> abandoned =
            Heard.in(context, ProtocolTrace.Abandoned.class);
        Heard<HandOverTrace> handOvers = Heard.in(context, HandOverTrace.class)) {
      List<FutureTask<Integer>> peers = new ArrayList<>();
      for (int i = 1; i <= PEERS; i++) {
        InetSocketAddress remote = new InetSocketAddress("127.0.0." + i, port);
        peers.add(new FutureTask<>(() -> live(remote)));
      }
      peers.forEach(Thread.ofVirtual()::start);
      stopAndStartUntilTheyMet(handOvers, peers);

      for (FutureTask<Integer> peer : peers) {
        assertTrue("lives", peer.get() >= LIVES);
      }
      assertEquals(List.of(), actions.peers());
      assertEquals(List.of(), abandoned.texts());
      assertEquals(List.of(), handOvers.of(HandOverTrace.Failed.class));
      assertEquals(List.of(), connections.of(ConnectionTrace.ForbiddenOperation.class));
      assertEquals(List.of(), connections.of(ConnectionTrace.UnexpectedlyFalseAssertion.class));
      assertEquals(
          List.of(),
          connections.of(ConnectionTrace.Closed.class).stream()
              .filter(ConnectionTrace.Closed::byError)
              .toList());
    }
    everythingIsThereAgain(new InetSocketAddress("127.0.0.1", port));
  }

  /** Has a peer become hot and cold again and again; how often. */
  private int live(InetSocketAddress remote) throws InterruptedException {
    int lives = 0;
    while (lives < LIVES || !over.get()) {
      PeerConnectionHandle peer = establish(remote);
      actions.activatePeerConnection(peer);
      actions.deactivatePeerConnection(peer);
      close(peer);
      lives++;
    }
    return lives;
  }

  private PeerConnectionHandle establish(InetSocketAddress remote) throws InterruptedException {
    return actions.establishPeerConnection(
        remote, DiffusionMode.INITIATOR_AND_RESPONDER, Provenance.OUTBOUND);
  }

  private void close(PeerConnectionHandle peer) throws InterruptedException {
    actions.closePeerConnection(peer);
    for (PeerStatus seen = peer.status(); seen != PeerStatus.COLD; ) {
      seen = peer.awaitStatusOtherThan(seen);
    }
  }

  private void stopAndStartUntilTheyMet(
      Heard<HandOverTrace> handOvers, List<? extends FutureTask<?>> peers) throws Exception {
    List<Bundle> bundles = new ArrayList<>();
    for (Shipped protocol : Shipped.TALKATIVE) {
      bundles.add(protocol.in(context));
    }
    Random random = new Random(SEED);
    for (int i = 0; !peers.stream().allMatch(FutureTask::isDone); i++) {
      assertTrue("too few met", i < MOST_CHANGES);
      Bundle bundle = bundles.get(random.nextInt(bundles.size()));
      if (bundle.getState() == Bundle.ACTIVE) {
        bundle.stop();
      } else {
        bundle.start();
      }
      over.set(handOvers.of(HandOverTrace.HandedOver.class).size() >= MET);
    }
    for (Bundle bundle : bundles) {
      bundle.start();
    }
  }

  private void everythingIsThereAgain(InetSocketAddress remote) throws Exception {
    try (Heard<ProtocolTrace> said = Heard.in(context, ProtocolTrace.class)) {
      PeerConnectionHandle peer = establish(remote);
      said.await(ProtocolTrace.RoundTrip.class, 1);
      said.awaitText("7002 initiator: tip", 1);
      actions.activatePeerConnection(peer);
      said.awaitText("7001 initiator: echo", 1);
      close(peer);
    }
  }
}

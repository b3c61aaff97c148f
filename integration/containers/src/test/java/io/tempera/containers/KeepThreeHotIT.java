package io.tempera.containers;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;

import io.tempera.bearer.ConnectionId;
import io.tempera.nodekit.NettyLeaks;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerStateActions;
import io.tempera.peer.PeerStatus;
import io.tempera.trace.Trace;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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

/** The example bundle beside a node, with four others in processes of their own. */
@RunWith(PaxExam.class)
public class KeepThreeHotIT {
  private static final String EXAMPLE = "io.tempera.example.keep.three.hot";
  private static final String SETTINGS = EXAMPLE + ".cfg";
  private static final String DISTRIBUTION = "tempera.distribution";
  private static final String MADE_HOT = "warm -> hot";

  /** Of the probe bundle; there is none outside the container, where only the options are made. */
  private BundleContext context;

  private NettyLeaks leaks;
  private final Map<SocketAddress, SecondNode> nodes = new LinkedHashMap<>();

  @Before
  public void inTheContainer() throws Exception {
    context = FrameworkUtil.getBundle(getClass()).getBundleContext();
    leaks = NettyLeaks.watch(context);
  }

  @After
  public void nothingRunsOnAndNothingLeaked() throws Exception {
    nodes.values().forEach(SecondNode::close);
    leaks.check();
  }

  @Configuration
  public Option[] node() throws Exception {
    Path example =
        Path.of(System.getProperty("tempera.examples"), "tempera-example-keep-three-hot.jar");
    return options(
        NodeOptions.option(NodeOptions.node("keep-three-hot")),
        bundle(example.toUri().toString()).startLevel(NodeOptions.LAST_LEVEL),
        frameworkProperty(DISTRIBUTION).value(System.getProperty(DISTRIBUTION)),
        junitBundles());
  }

  @Test
  public void threeOfFourAreHotAndTheFourthTakesThePlaceOfOneThatIsKilled() throws Exception {
    startNodes(4);
    PeerStateActions actions = Probe.service(context, PeerStateActions.class);
    try (Heard<Trace> heard = Heard.in(context)) {
      configure(nodes.keySet());
      heard.awaitText(MADE_HOT, 3);
      Set<SocketAddress> hot = hot(actions);
      assertEquals(3, hot.size());

      SocketAddress victim = hot.iterator().next();
      nodes.get(victim).close();
      heard.awaitText(MADE_HOT, 4);
      Set<SocketAddress> others = new LinkedHashSet<>(nodes.keySet());
      others.remove(victim);
      assertEquals(others, hot(actions));

      List<PeerConnectionHandle> kept = actions.peers();
      example().stop();
      for (PeerConnectionHandle peer : kept) {
        assertTrue(peer.toString(), peer.status().compareTo(PeerStatus.COOLING) <= 0);
        for (PeerStatus seen = peer.status(); seen != PeerStatus.COLD; ) {
          seen = peer.awaitStatusOtherThan(seen);
        }
      }
      assertEquals(List.of(), actions.peers());
      assertEquals("nobody is made hot after that", 4, heard.count(MADE_HOT));
    }
  }

  private void startNodes(int count) throws Exception {
    Path distribution = Path.of(context.getProperty(DISTRIBUTION));
    List<SecondNode> started = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        started.add(SecondNode.start(distribution));
      }
      for (SecondNode node : started) {
        nodes.put(node.address(), node);
      }
    } finally {
      started.stream().filter(node -> !nodes.containsValue(node)).forEach(SecondNode::close);
    }
  }

  /** As an operator does, who writes a file while the node runs. */
  private void configure(Set<SocketAddress> peers) throws IOException {
    Path etc = Path.of(context.getProperty("felix.fileinstall.dir"));
    Files.writeString(
        etc.resolve(SETTINGS),
        peers.stream().map(ConnectionId::text).collect(Collectors.joining(", ", "peers = ", "\n")));
  }

  private static Set<SocketAddress> hot(PeerStateActions actions) {
    return actions.peers().stream()
        .filter(peer -> peer.status() == PeerStatus.HOT)
        .map(peer -> peer.connectionId().remote())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private Bundle example() {
    Bundle found =
        Arrays.stream(context.getBundles())
            .filter(bundle -> EXAMPLE.equals(bundle.getSymbolicName()))
            .findFirst()
            .orElse(null);
    assertNotNull(found);
    return found;
  }
}

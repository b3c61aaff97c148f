package ${package};

import static io.tempera.connection.Provenance.OUTBOUND;
import static io.tempera.handshake.DiffusionMode.INITIATOR_AND_RESPONDER;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;

import io.tempera.exam.RunningNode;
import io.tempera.exam.TemperaNode;
import io.tempera.exam.Traces;
import io.tempera.peer.PeerStateActions;
import io.tempera.peer.PeerStatus;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** The test runs inside a node, HERE, which has a connection to another one, THERE. */
@RunWith(PaxExam.class)
public class GreetingIT {
  private static final TemperaNode HERE = node("here");
  private static final TemperaNode THERE = node("there");

  private static TemperaNode node(String name) {
    return TemperaNode.in(Path.of("target/exam", name)).ownProtocols(${protocolNumber});
  }

  @Configuration
  public Option[] container() throws IOException {
    return options(HERE.option(), junitBundles());
  }

  @Test
  public void deployedInTwoNodesItRunsOnTheirLiveConnection() throws Exception {
    String jar = System.getProperty("bundle.file");
    assertNotNull("bundle.file is not set: run ./mvnw verify, or add -Dbundle.file=JAR", jar);
    BundleContext context = FrameworkUtil.getBundle(getClass()).getBundleContext();
    var actions = context.getService(context.getServiceReference(PeerStateActions.class));
    try (RunningNode there = THERE.start();
        Traces traces = Traces.of(context)) {
      var peer =
          actions.establishPeerConnection(there.address(), INITIATOR_AND_RESPONDER, OUTBOUND);
      try {
        actions.activatePeerConnection(peer);
        THERE.deploy(Path.of(jar));
        HERE.deploy(Path.of(jar));
        traces.await("number 3");
        assertEquals(PeerStatus.HOT, peer.status());
      } finally {
        actions.closePeerConnection(peer);
      }
    }
  }
}

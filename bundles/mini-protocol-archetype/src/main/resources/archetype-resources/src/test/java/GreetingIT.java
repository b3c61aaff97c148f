package ${package};

import static io.tempera.connection.Provenance.OUTBOUND;
import static io.tempera.handshake.DiffusionMode.INITIATOR_AND_RESPONDER;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;

import io.tempera.exam.RunningNode;
import io.tempera.exam.TemperaNode;
import io.tempera.exam.Traces;
import io.tempera.peer.PeerStateActions;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Runs inside a node, and lets it greet another one. */
@RunWith(PaxExam.class)
public class GreetingIT {
  private static TemperaNode node(String name) {
    return TemperaNode.in(Path.of("target/exam", name))
        .ownProtocols(${protocolNumber})
        .bundle(Path.of(System.getProperty("bundle.file")));
  }

  @Configuration
  public Option[] container() throws IOException {
    return options(node("here").option(), junitBundles());
  }

  @Test
  public void aHotPeerIsGreeted() throws Exception {
    BundleContext context = FrameworkUtil.getBundle(getClass()).getBundleContext();
    var actions = context.getService(context.getServiceReference(PeerStateActions.class));
    try (RunningNode there = node("there").start();
        Traces traces = Traces.of(context)) {
      var peer =
          actions.establishPeerConnection(there.address(), INITIATOR_AND_RESPONDER, OUTBOUND);
      actions.activatePeerConnection(peer);
      traces.await("Welcome, number 3");
      actions.closePeerConnection(peer);
    }
  }
}

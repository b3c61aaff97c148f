package io.tempera.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import io.tempera.mux.Direction;
import io.tempera.mux.WireTrace;
import io.tempera.nodekit.FelixNode;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerStateActions;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.trace.Trace;
import io.tempera.trace.TraceListener;
import java.time.Duration;
import java.util.Dictionary;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** Somebody looks at the wire of a node that is at work, and stops looking. */
class WireTraceIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String LOG = "io.tempera.trace.log";

  /** What one listener heard. */
  private record Heard(BlockingQueue<WireTrace> traces) implements TraceListener<WireTrace> {
    @Override
    public Class<WireTrace> type() {
      return WireTrace.class;
    }

    @Override
    public void happened(WireTrace trace) {
      traces.add(trace);
    }

    /** The next one that matches; what comes before it is dropped. */
    <T extends WireTrace> T next(Class<T> type, Predicate<T> wanted) throws InterruptedException {
      while (true) {
        WireTrace trace = traces.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(trace).as("a %s", type.getSimpleName()).isNotNull();
        if (type.isInstance(trace) && wanted.test(type.cast(trace))) {
          return type.cast(trace);
        }
      }
    }
  }

  private static FelixNode.Settings settings() {
    return new FelixNode.Settings().set("io.tempera.keep.alive", "interval", "0.05");
  }

  @Test
  void aListenerComesAndGoesWhileKeepAliveRuns() throws Exception {
    try (FelixNode a = FelixNode.start(settings());
        FelixNode b = FelixNode.start(settings())) {
      PeerConnectionHandle peer =
          b.service(PeerStateActions.class)
              .establishPeerConnection(
                  a.address(), DiffusionMode.INITIATOR_ONLY, Provenance.OUTBOUND);
      Heard heard = new Heard(new LinkedBlockingQueue<>());
      ServiceRegistration<?> listening =
          b.context().registerService(TraceListener.class, heard, new Hashtable<>());
      // A request, as it is put into its channel and on the wire, and its answer.
      WireTrace.SendStarted asked =
          heard.next(WireTrace.SendStarted.class, sent -> sent.key().number() == 8);
      assertThat(asked.connectionId()).isEqualTo(peer.connectionId());
      assertThat(asked.key().direction()).isEqualTo(Direction.INITIATOR);
      heard.next(WireTrace.SendEnded.class, sent -> sent.key().equals(asked.key()));
      WireTrace.HeaderReceived answer =
          heard.next(WireTrace.HeaderReceived.class, came -> came.number() == 8);
      assertThat(answer.sender()).isEqualTo(Direction.RESPONDER);
      WireTrace.ReceiveEnded taken =
          heard.next(WireTrace.ReceiveEnded.class, took -> took.key().equals(asked.key()));
      assertThat(taken.bytes()).isEqualTo(answer.length());
      heard.next(WireTrace.SduSent.class, sent -> sent.number() == 8);

      listening.unregister();
      // What was on its way to the listener has come when a round trip after that is over.
      roundTrips(b, 1);
      heard.traces().clear();
      roundTrips(b, 3);
      assertThat(heard.traces()).isEmpty();
      assertThat(b.traces().all(WireTrace.class)).as("heard by who wants every trace").isEmpty();
    }
  }

  /** Waits until so many more round trips are over. */
  private static void roundTrips(FelixNode node, int more) throws InterruptedException {
    int before = node.traces().all(ProtocolTrace.RoundTrip.class).size();
    node.traces().await(ProtocolTrace.RoundTrip.class, before + more, trace -> true, LIMIT);
  }

  @Test
  void anOperatorTurnsTheLogsWireOnAndOffInARunningNode() throws Exception {
    try (FelixNode node = FelixNode.start(settings())) {
      node.address();
      BlockingQueue<Integer> changes = new LinkedBlockingQueue<>();
      node.context()
          .addServiceListener(
              event -> changes.add(event.getType()),
              "(objectClass=" + TraceListener.class.getName() + ")");
      assertThat(logListensTo(node)).isEqualTo(Set.of(Trace.class));
      configure(node, "DEBUG", true);
      awaitThatLogListensTo(node, changes, Set.of(Trace.class, WireTrace.class));
      configure(node, "DEBUG", false);
      awaitThatLogListensTo(node, changes, Set.of(Trace.class));
    }
  }

  private static void awaitThatLogListensTo(
      FelixNode node, BlockingQueue<Integer> changes, Set<Class<?>> wanted) throws Exception {
    for (Set<Class<?>> now = logListensTo(node); !now.equals(wanted); now = logListensTo(node)) {
      assertThat(changes.poll(LIMIT.toSeconds(), TimeUnit.SECONDS)).as("still %s", now).isNotNull();
    }
  }

  /** The types of which the log wants the traces. */
  private static Set<Class<?>> logListensTo(FelixNode node) throws Exception {
    Set<Class<?>> types = new HashSet<>();
    for (ServiceReference<?> found :
        node.context().getServiceReferences(TraceListener.class, null)) {
      TraceListener<?> listener = (TraceListener<?>) node.context().getService(found);
      if (listener != null && node.bundle(LOG).equals(found.getBundle())) {
        types.add(listener.type());
      }
    }
    return types;
  }

  private static void configure(FelixNode node, String level, boolean wire) throws Exception {
    ServiceReference<?> found =
        node.context().getServiceReference("org.osgi.service.cm.ConfigurationAdmin");
    Object admin = node.context().getService(found);
    Object configuration =
        found
            .getBundle()
            .loadClass("org.osgi.service.cm.ConfigurationAdmin")
            .getMethod("getConfiguration", String.class, String.class)
            .invoke(admin, LOG, "?");
    Dictionary<String, Object> settings = new Hashtable<>();
    settings.put("level", level);
    settings.put("wire", String.valueOf(wire));
    found
        .getBundle()
        .loadClass("org.osgi.service.cm.Configuration")
        .getMethod("update", Dictionary.class)
        .invoke(configuration, settings);
  }
}

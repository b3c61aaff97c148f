package io.tempera.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.nodekit.FelixNode;
import io.tempera.nodekit.Sdu;
import io.tempera.nodekit.Wire;
import io.tempera.trace.Level;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.wiring.BundleWiring;

/** A node that was stopped leaves nothing in the JVM that it ran in. */
class NothingLeftIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Sdu PROPOSAL = Sdu.fromInitiator(0, "8200a20e84182af500f40f84182af500f4");

  @ParameterizedTest(name = "halves on event loops: {0}")
  @ValueSource(booleans = {false, true})
  void aStoppedNodeLeavesNoThreadAndNoClassLoader(boolean halvesOnLoop) throws Exception {
    Set<Thread> before = threads();
    ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
    Map<WeakReference<ClassLoader>, String> loaders = liveAndStop(halvesOnLoop, collected);
    for (Thread thread : threads()) {
      // A loop says that it is over with its last steps, so whoever is there is given some time.
      if (!before.contains(thread)) {
        assertThat(thread.join(LIMIT)).as("%s has ended", thread).isTrue();
      }
    }
    awaitCollected(collected, loaders);
    assertThat(loaders.values()).as("bundles whose classes are still in use").isEmpty();
  }

  /** Runs a node that holds a conversation, with the remote side still there when it stops. */
  private static Map<WeakReference<ClassLoader>, String> liveAndStop(
      boolean halvesOnLoop, ReferenceQueue<ClassLoader> collected) throws Exception {
    Map<WeakReference<ClassLoader>, String> loaders = new HashMap<>();
    FelixNode node = FelixNode.start(new FelixNode.Settings().halvesOnLoop(halvesOnLoop));
    try (Wire wire = Wire.connect(node.address())) {
      wire.send(PROPOSAL);
      wire.receive();
      for (int round = 0; round < 2; round++) {
        wire.send(Sdu.fromInitiator(8, "820007"));
        assertThat(wire.receive()).isEqualTo(Sdu.fromResponder(8, "820107"));
      }
      for (String name : node.ownBundles()) {
        ClassLoader loader = node.bundle(name).adapt(BundleWiring.class).getClassLoader();
        loaders.put(new WeakReference<>(loader, collected), name);
      }
      node.close();
      wire.awaitEnd();
      assertThat(
              node.traces().all().stream()
                  .filter(trace -> trace.level().compareTo(Level.WARN) >= 0))
          .as("troubles of a node that was just told to stop")
          .isEmpty();
    }
    return loaders;
  }

  private static void awaitCollected(
      ReferenceQueue<ClassLoader> collected, Map<WeakReference<ClassLoader>, String> loaders)
      throws InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!loaders.isEmpty() && System.nanoTime() < deadline) {
      System.gc();
      for (var gone = collected.remove(100); gone != null; gone = collected.poll()) {
        loaders.remove(gone);
      }
    }
  }

  /** Our threads and Netty's; the framework's own pool of resolvers goes by itself in a while. */
  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(
            thread -> thread.getName().startsWith("tempera") || thread.getName().contains("netty"))
        .collect(Collectors.toSet());
  }
}

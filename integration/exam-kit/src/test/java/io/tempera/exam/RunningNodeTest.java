package io.tempera.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

@Timeout(120)
final class RunningNodeTest {
  private static final String SAID = "7001 initiator: echo";

  @TempDir private Path directory;

  private TemperaNode node(String name) {
    return TemperaNode.in(directory.resolve(name))
        .ownProtocols(7001)
        .set("io.tempera.echo", "interval", "0.05");
  }

  @Test
  void oneKeepsAnotherHotAndBothAreHeard() throws Exception {
    try (RunningNode one = node("one").start()) {
      InetSocketAddress address = one.address();
      TemperaNode keeper =
          node("other")
              .set(
                  "io.tempera.static.peers",
                  "peers",
                  address.getHostString() + ":" + address.getPort());
      try (RunningNode other = keeper.start();
          Traces here = Traces.of(one.context());
          Traces there = Traces.of(other.context());
          Traces last = Traces.of(other.context(), 2)) {
        there.await(SAID, 3);
        last.await(SAID, 3);
        assertThat(last.texts()).as("only so many are kept").hasSize(2);
        here.await("7001 responder");
        assertThat(here.texts()).as("nobody asked it to dial").noneMatch(t -> t.contains(SAID));
      }
    }
  }

  @Test
  void whenItIsClosedNobodyListens() throws Exception {
    InetSocketAddress address;
    try (RunningNode node = node("closed").start()) {
      address = node.address();
      new Socket(address.getAddress(), address.getPort()).close();
    }
    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(() -> new Socket(address.getAddress(), address.getPort()).close());
  }

  @Test
  void whatIsCopiedIntoDeployIsStartedAndWhatARunBeforeLeftIsNot() throws Exception {
    TemperaNode described = node("deploy");
    described.start().close();
    described.deploy(bundle("left", "1.0.0"));
    try (RunningNode node = described.start()) {
      CountDownLatch started = started(node, "copied 1.0.0");
      described.deploy(bundle("copied", "1.0.0"));
      assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(node.context().getBundles()).noneMatch(b -> "left".equals(b.getSymbolicName()));
    }
  }

  @Test
  void whatIsDeployedAgainIsUpdatedInPlaceAndLeavesNothingBeside() throws Exception {
    TemperaNode described = node("again");
    try (RunningNode node = described.start()) {
      CountDownLatch first = started(node, "again 1.0.0");
      CountDownLatch second = started(node, "again 2.0.0");
      described.deploy(bundle("again", "1.0.0"));
      assertThat(first.await(60, TimeUnit.SECONDS)).isTrue();
      described.deploy(bundle("again", "2.0.0"));
      assertThat(second.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(described.deployDirectory()).isDirectoryNotContaining("glob:**.part");
      assertThat(described.deployDirectory().resolve("again.jar"))
          .hasSameBinaryContentAs(directory.resolve("again.jar"));
    }
  }

  @Test
  void aDirectoryWithFilesOfSomebodyElseIsRefusedAndLeftAsItIs() throws Exception {
    Path precious = directory.resolve("theirs").resolve("data").resolve("precious");
    Files.createDirectories(precious.getParent());
    Files.writeString(precious, "precious");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> node("theirs").start().close())
        .withMessageContaining(directory.resolve("theirs").toString())
        .withMessageContaining("a directory of its own");
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> node("theirs").option());
    assertThat(precious).hasContent("precious");
    assertThat(directory.resolve("theirs")).isDirectoryNotContaining("glob:**/etc");
  }

  @Test
  void oneThatIsHeldUpSaysThatItDoesNotStopAndCanBeStoppedLater() throws Exception {
    CountDownLatch mayStop = new CountDownLatch(1);
    try (RunningNode node = node("held").start()) {
      BundleContext context = node.context();
      context.addBundleListener(
          (SynchronousBundleListener)
              event -> {
                if (event.getType() == BundleEvent.STOPPING
                    && event.getBundle().getBundleId() == 0) {
                  awaitLatch(mayStop);
                }
              });
      try {
        assertThatExceptionOfType(IOException.class)
            .isThrownBy(() -> node.stop(Duration.ofMillis(100)))
            .withMessageContaining("does not stop within PT0.1S");
      } finally {
        mayStop.countDown();
      }
    }
  }

  @Test
  void aBundleThatDoesNotResolveStopsTheStart() throws Exception {
    Path broken = directory.resolve("broken.jar");
    try (OutputStream out = Files.newOutputStream(broken)) {
      out.write(1);
    }
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> node("broken").bundle(broken).start().close())
        .withMessageContaining("does not start");
  }

  @Test
  void aStartThatFailsInAnyWayLeavesNoFrameworkBehind() throws Exception {
    NodeFiles files = NodeFiles.write(directory.resolve("failed"), Map.of());
    ListedBundle tooLow = new ListedBundle(-1, bundle("low", "1.0.0"));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> RunningNode.start(files, List.of(tooLow)).close())
        .withMessageContaining("does not start")
        .withCauseInstanceOf(IllegalArgumentException.class);
    // A framework that still runs has locked its files.
    RunningNode.start(files, List.of()).close();
  }

  private static CountDownLatch started(RunningNode node, String bundle) {
    CountDownLatch started = new CountDownLatch(1);
    node.context()
        .addBundleListener(
            event -> {
              if (event.getType() == BundleEvent.STARTED
                  && bundle.equals(
                      event.getBundle().getSymbolicName() + " " + event.getBundle().getVersion())) {
                started.countDown();
              }
            });
    return started;
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Path bundle(String name, String version) throws IOException {
    Path file = directory.resolve(name + ".jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
    manifest.getMainAttributes().putValue("Bundle-SymbolicName", name);
    manifest.getMainAttributes().putValue("Bundle-Version", version);
    new JarOutputStream(Files.newOutputStream(file), manifest).close();
    return file;
  }
}

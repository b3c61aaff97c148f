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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleEvent;

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
          Traces there = Traces.of(other.context())) {
        there.await(SAID, 3);
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
    Files.createDirectories(described.deployDirectory());
    described.deploy(bundle("left"));
    CountDownLatch started = new CountDownLatch(1);
    try (RunningNode node = described.start()) {
      node.context()
          .addBundleListener(
              event -> {
                if (event.getType() == BundleEvent.STARTED
                    && event.getBundle().getSymbolicName().equals("copied")) {
                  started.countDown();
                }
              });
      described.deploy(bundle("copied"));
      assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(node.context().getBundles()).noneMatch(b -> "left".equals(b.getSymbolicName()));
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

  private Path bundle(String name) throws IOException {
    Path file = directory.resolve(name + ".jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
    manifest.getMainAttributes().putValue("Bundle-SymbolicName", name);
    new JarOutputStream(Files.newOutputStream(file), manifest).close();
    return file;
  }
}

package io.tempera.benchmarks.protocol;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerListener;
import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import io.tempera.protocol.Temperature;
import io.tempera.protocol.host.internal.StandaloneHost;
import io.tempera.runtime.internal.RuntimeComponent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Two nodes with a negotiated connection. One asks: its hot initiators run; the other one's never
 * do.
 */
public final class Pair implements AutoCloseable {
  private final RuntimeComponent runtime;
  private final Node asks;
  private final Node answers;

  private Pair(RuntimeComponent runtime, Node asks, Node answers) throws Exception {
    this.runtime = runtime;
    this.asks = asks;
    this.answers = answers;
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (BearerListener listener = answers.bearers().listen(any)) {
      CompletableFuture<Void> answered = new CompletableFuture<>();
      runtime.tasks().start("accept for the benchmark", () -> accept(listener, answered));
      ConnectionHandle asking =
          connected(
              asks.connections()
                  .acquireOutbound(
                      listener.localAddress(), DiffusionMode.INITIATOR_ONLY, Provenance.OUTBOUND));
      answered.get();
      asking.slots().startInitiators(Temperature.HOT);
    }
  }

  /** Connects and negotiates; the runtime is closed with it. */
  static Pair open(RuntimeComponent runtime, Node asks, Node answers) throws Exception {
    return new Pair(runtime, asks, answers);
  }

  /**
   * Connects and negotiates.
   *
   * @param runtime is closed with it
   * @param asks publishes the mini-protocols of the side whose initiators run
   * @param answers publishes those of the other one
   */
  public static Pair open(
      RuntimeComponent runtime, Consumer<StandaloneHost> asks, Consumer<StandaloneHost> answers)
      throws Exception {
    return open(runtime, new Node(runtime, asks), new Node(runtime, answers));
  }

  private void accept(BearerListener listener, CompletableFuture<Void> answered) {
    try {
      Bearer bearer = listener.accept();
      connected(answers.connections().includeInbound(bearer)).slots().startResponders();
      answered.complete(null);
    } catch (InterruptedException | RuntimeException e) {
      answered.completeExceptionally(e);
    }
  }

  private static ConnectionHandle connected(AcquireResult result) {
    if (result instanceof AcquireResult.Connected(ConnectionHandle handle)) {
      return handle;
    }
    throw new IllegalStateException("There is no connection, but " + result);
  }

  @Override
  public void close() {
    asks.close();
    answers.close();
    runtime.close();
  }
}

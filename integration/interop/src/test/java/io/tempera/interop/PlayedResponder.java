package io.tempera.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.nodekit.Sdu;
import io.tempera.nodekit.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A responder that a test plays: it listens, and answers keep-alive by itself once it is told to;
 * everything else that it receives is for the test.
 */
final class PlayedResponder implements AutoCloseable {
  /** Accept 15, magic 42, initiator only. */
  static final Sdu ACCEPT = Sdu.fromResponder(0, "83010f84182af500f4");

  private static final long LIMIT_S = 30;

  /** No two have the same address, so that nothing is said of one that is meant of another. */
  private static final AtomicInteger ADDRESSES = new AtomicInteger();

  private final ServerSocket server;
  private final LinkedBlockingQueue<Sdu> received = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<Sdu> keptAlive = new LinkedBlockingQueue<>();

  /** What ended the connection: a SocketException when that was no FIN. */
  private final CompletableFuture<IOException> end = new CompletableFuture<>();

  private volatile boolean answers = true;
  private Wire wire;

  PlayedResponder() throws IOException {
    int number = ADDRESSES.incrementAndGet();
    byte[] loopback = {127, 1, (byte) (number >> 8), (byte) number};
    server = new ServerSocket(0, 1, InetAddress.getByAddress(loopback));
  }

  InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  /** Waits for the node's proposal. */
  Sdu awaitProposal() throws IOException {
    wire = Wire.accept(server);
    return wire.receive();
  }

  Wire wire() {
    return wire;
  }

  /** Accepts, and from then on serves keep-alive. */
  void accept() throws IOException {
    wire.send(ACCEPT);
    serve();
  }

  /** Whether keep-alive is served, or for the test as everything else. */
  void answerKeepAlive(boolean on) {
    answers = on;
  }

  /** From now on serves keep-alive and keeps the rest for the test. */
  void serve() {
    Thread.ofVirtual().start(this::answerUntilTheEnd);
  }

  private void answerUntilTheEnd() {
    try {
      wire.waitForEver();
      while (true) {
        Sdu sdu = wire.receive();
        if (answers
            && sdu.number() == 8
            && !sdu.fromResponder()
            && sdu.payload().startsWith("8200")) {
          wire.send(Sdu.fromResponder(8, "8201" + sdu.payload().substring(4)));
          keptAlive.add(sdu);
        } else {
          received.add(sdu);
        }
      }
    } catch (IOException over) {
      end.complete(over);
    }
  }

  /** Closes its own direction; from now on keep-alive requests are for the test too. */
  void halfClose() throws IOException {
    answers = false;
    wire.shutDownOutput();
  }

  /** Resets the connection, and returns when that is done: a reader may hold a close up. */
  void reset() throws Exception {
    wire.close();
    end.get(LIMIT_S, TimeUnit.SECONDS);
  }

  /** The next SDU that is no keep-alive request. */
  Sdu receive() throws InterruptedException {
    return next(received, "nothing was received");
  }

  /** Waits until a keep-alive request has been answered that no call waited for before. */
  void awaitKeepAlive() throws InterruptedException {
    next(keptAlive, "no keep-alive request came");
  }

  private Sdu next(LinkedBlockingQueue<Sdu> queue, String otherwise) throws InterruptedException {
    Sdu sdu = queue.poll(LIMIT_S, TimeUnit.SECONDS);
    if (sdu == null) {
      AssertionError nothing = new AssertionError(otherwise);
      end.thenAccept(nothing::addSuppressed);
      throw nothing;
    }
    return sdu;
  }

  /** Nothing has come but keep-alive requests, and the connection is open. */
  void assertNothingElse() {
    assertThat(received).isEmpty();
    assertThat(end.isDone()).as("ended").isFalse();
  }

  /** The node resets the connection; what it said before is not looked at. */
  void assertReset() throws Exception {
    assertThat(end.get(LIMIT_S, TimeUnit.SECONDS)).isInstanceOf(SocketException.class);
  }

  @Override
  public void close() throws IOException {
    if (wire != null) {
      wire.close();
    }
    server.close();
  }
}

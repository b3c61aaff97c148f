package io.tempera.faults;

import io.tempera.nodekit.FelixNode;
import io.tempera.nodekit.Sdu;
import io.tempera.nodekit.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A bystander that a node has dialled: it answers every keep-alive request. */
final class GoodPeer implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Listener listener;
  private final Wire wire;
  private final Semaphore rounds = new Semaphore(0);

  GoodPeer(FelixNode node) throws Exception {
    listener = Listener.dialled(node, false);
    wire = listener.accept();
    wire.receive();
    wire.send(DialledTalk.ACCEPT);
    Thread.ofVirtual().start(this::answer);
    listener.awaitUp();
  }

  private void answer() {
    try {
      while (true) {
        Sdu request = wire.receive();
        wire.send(DialledTalk.response(request));
        rounds.release();
      }
    } catch (IOException over) {
      // The test, or the node, has closed it.
    }
  }

  /** Waits for a round that begins from now on. */
  void awaitRound() throws InterruptedException {
    rounds.drainPermits();
    if (!rounds.tryAcquire(2, LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("No round with " + listener.address() + " within " + LIMIT);
    }
  }

  @Override
  public void close() throws IOException {
    wire.close();
    listener.close();
  }
}

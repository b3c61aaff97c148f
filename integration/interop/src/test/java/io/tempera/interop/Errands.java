package io.tempera.interop;

import io.tempera.mux.Channel;
import io.tempera.nodekit.FelixNode;
import io.tempera.protocol.Half;
import io.tempera.protocol.HalfContext;
import io.tempera.protocol.HalfResult;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.WaitFor;
import java.nio.charset.StandardCharsets;
import java.util.Hashtable;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/**
 * A mini-protocol whose responder does what each byte says, and answers with the thread that
 * carried it then.
 */
final class Errands implements MiniProtocol {
  /** Chain-sync's, as only Cardano's run on every connection; it goes before the node's own. */
  static final int NUMBER = 2;

  /** Nothing to do but to answer. */
  static final String ANSWER = "00";

  /** Runs without waiting until it is {@linkplain #release released}, or interrupted. */
  static final String HOLD = "01";

  /** Sends for ever. */
  static final String FLOOD = "02";

  /** Waits until it is {@linkplain #release released}, whatever happens meanwhile. */
  static final String STAY = "03";

  private static final int ABOVE_THE_OWN = 1_000;
  private static final int FLOOD_BYTES = 65_536;

  private final Semaphore released = new Semaphore(0);
  private final CountDownLatch stayed = new CountDownLatch(1);
  private volatile String carrierAfterStay = "";

  /** Publishes it in a node, before any connection is there. */
  FelixNode in(FelixNode node) {
    Hashtable<String, Object> properties = new Hashtable<>();
    properties.put("service.ranking", ABOVE_THE_OWN);
    properties.put("tempera.number", NUMBER);
    properties.put("tempera.temperature", "HOT");
    properties.put("tempera.responderStart", "ON_DEMAND");
    properties.put("tempera.ingressLimit", FLOOD_BYTES);
    node.context().registerService(MiniProtocol.class, this, properties);
    return node;
  }

  /** Lets one go that holds or stays. */
  void release() {
    released.release();
  }

  /** Which thread carried the one that stayed, when it went. */
  String carrierAfterStay() throws InterruptedException {
    stayed.await();
    return carrierAfterStay;
  }

  @Override
  public Half initiator() {
    return (context, channel) -> new HalfResult.Finished("asks nothing", Optional.empty());
  }

  @Override
  public Half responder() {
    return this::respond;
  }

  private HalfResult respond(HalfContext context, Channel channel) throws InterruptedException {
    while (true) {
      context.await(WaitFor.NOTHING.orBytes(1));
      switch (channel.take(1)[0]) {
        case 1 -> hold();
        case 2 -> flood(channel);
        case 3 -> stay();
        default -> {}
      }
      channel.send(carrier().getBytes(StandardCharsets.UTF_8));
    }
  }

  private void hold() throws InterruptedException {
    while (!released.tryAcquire()) {
      Thread.onSpinWait();
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  private static void flood(Channel channel) throws InterruptedException {
    while (true) {
      channel.send(new byte[FLOOD_BYTES]);
    }
  }

  private void stay() {
    released.acquireUninterruptibly();
    carrierAfterStay = carrier();
    stayed.countDown();
  }

  /** The platform thread under the present code, as its text names it. */
  private static String carrier() {
    return Thread.currentThread().toString().replaceFirst(".*@", "");
  }
}

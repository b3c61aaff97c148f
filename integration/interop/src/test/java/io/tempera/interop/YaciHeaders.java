package io.tempera.interop;

import com.bloxbean.cardano.yaci.core.model.BlockHeader;
import com.bloxbean.cardano.yaci.core.model.HeaderBody;
import com.bloxbean.cardano.yaci.core.protocol.Message;
import com.bloxbean.cardano.yaci.core.protocol.chainsync.messages.Point;
import com.bloxbean.cardano.yaci.core.protocol.chainsync.messages.Tip;
import com.bloxbean.cardano.yaci.core.protocol.chainsync.n2n.ChainSyncAgentListener;
import com.bloxbean.cardano.yaci.core.protocol.chainsync.n2n.ChainsyncAgent;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Chain-sync by yaci, which follows as far as there is anything, and keeps what it was told. */
final class YaciHeaders extends ChainsyncAgent implements ChainSyncAgentListener {
  private static final long LIMIT_S = 60;
  private static final String ROLL_FORWARD = "8302";

  /** What yaci was told. */
  sealed interface Told {}

  /** The peer has a point that was offered. */
  record Found(String point, Tip tip) implements Told {}

  /** The peer has none of the points that were offered. */
  record NotFound(Tip tip) implements Told {}

  /** The chain goes on from there. */
  record Back(String point) implements Told {}

  /**
   * A header.
   *
   * @param message the whole message, behind its tag, in hexadecimal digits
   */
  record Forward(String message, HeaderBody header, Tip tip) implements Told {}

  private final LinkedBlockingQueue<Told> told = new LinkedBlockingQueue<>();
  private volatile Channel channel;
  private String received = "";

  YaciHeaders(Point... from) {
    super(from);
    addListener(this);
  }

  /** The next that it was told. */
  <T extends Told> T next(Class<T> type) throws InterruptedException {
    Told next = told.poll(LIMIT_S, TimeUnit.SECONDS);
    if (!type.isInstance(next)) {
      throw new AssertionError("Not a " + type.getSimpleName() + " but " + next);
    }
    return type.cast(next);
  }

  /** The next that it was told, all of them headers. */
  List<Forward> forwards(int count) throws InterruptedException {
    List<Forward> headers = new ArrayList<>();
    while (headers.size() < count) {
      headers.add(next(Forward.class));
    }
    return headers;
  }

  @Override
  public void setChannel(Channel newChannel) {
    super.setChannel(newChannel);
    channel = newChannel;
  }

  @Override
  public Message<?> deserializeResponse(byte[] bytes) {
    received = HexFormat.of().formatHex(bytes);
    return super.deserializeResponse(bytes);
  }

  /** Says what comes next, from yaci's event loop: see {@link YaciRounds}. */
  void speak() {
    channel.eventLoop().execute(this::sendNextMessage);
  }

  @Override
  public void intersactFound(Tip tip, Point point) {
    told.add(new Found(text(point), tip));
    speak();
  }

  @Override
  public void intersactNotFound(Tip tip) {
    told.add(new NotFound(tip));
  }

  @Override
  public void rollbackward(Tip tip, Point point) {
    told.add(new Back(text(point)));
    speak();
  }

  @Override
  public void rollforward(Tip tip, BlockHeader header) {
    if (!received.startsWith(ROLL_FORWARD)) {
      throw new IllegalStateException("A header came by " + received);
    }
    HeaderBody body = header.getHeaderBody();
    told.add(new Forward(received.substring(ROLL_FORWARD.length()), body, tip));
    speak();
  }

  /** As our points are written. */
  private static String text(Point point) {
    return point.getHash() == null ? "origin" : point.getSlot() + "." + point.getHash();
  }
}

package io.tempera.interop;

import com.bloxbean.cardano.yaci.core.model.Block;
import com.bloxbean.cardano.yaci.core.protocol.Message;
import com.bloxbean.cardano.yaci.core.protocol.blockfetch.BlockfetchAgent;
import com.bloxbean.cardano.yaci.core.protocol.blockfetch.BlockfetchAgentListener;
import com.bloxbean.cardano.yaci.core.protocol.chainsync.messages.Point;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Block-fetch by yaci, range after range. */
final class YaciBlocks extends BlockfetchAgent implements BlockfetchAgentListener {
  private static final long LIMIT_S = 60;

  private static final String BLOCK = "8204";

  /**
   * The answer to a request.
   *
   * @param messages each block's whole message, in hexadecimal digits
   * @param read what yaci can read of them: it leaves out what it cannot
   */
  record Batch(List<String> messages, List<Block> read) {}

  private volatile Channel channel;
  private Batch batch = empty();
  private CompletableFuture<Optional<Batch>> answer = new CompletableFuture<>();

  YaciBlocks() {
    addListener(this);
  }

  private static Batch empty() {
    return new Batch(new ArrayList<>(), new ArrayList<>());
  }

  /** Fetches a range; empty when the node has no such blocks. */
  Optional<Batch> fetch(Point from, Point to) throws Exception {
    CompletableFuture<Optional<Batch>> next = new CompletableFuture<>();
    // From yaci's event loop: see YaciRounds.
    channel
        .eventLoop()
        .execute(
            () -> {
              answer = next;
              batch = empty();
              resetPoints(from, to);
              sendNextMessage();
            });
    return next.get(LIMIT_S, TimeUnit.SECONDS);
  }

  @Override
  public void setChannel(Channel newChannel) {
    super.setChannel(newChannel);
    channel = newChannel;
  }

  @Override
  public Message<?> deserializeResponse(byte[] bytes) {
    String message = HexFormat.of().formatHex(bytes);
    if (message.startsWith(BLOCK)) {
      batch.messages().add(message);
    }
    return super.deserializeResponse(bytes);
  }

  @Override
  public void blockFound(Block block) {
    batch.read().add(block);
  }

  @Override
  public void noBlockFound(Point from, Point to) {
    answer.complete(Optional.empty());
  }

  @Override
  public void readyForNextBatch() {
    answer.complete(Optional.of(batch));
  }
}

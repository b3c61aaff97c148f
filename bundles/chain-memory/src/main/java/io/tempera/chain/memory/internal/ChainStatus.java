package io.tempera.chain.memory.internal;

import io.tempera.chain.Tip;
import java.util.List;

/**
 * The chain at one moment, as an operator is shown it.
 *
 * @param tip where it ends
 * @param anchor from where on it is kept
 * @param blocks that are kept
 * @param bytes of them
 * @param limits how many may be
 * @param readers who read it, one for each peer that is served
 * @param atTip how many of them have read all
 * @param besideBlocks that are here and not on the chain
 * @param besideBytes of them
 * @param onWay blocks that peers were asked for
 * @param peers whose chains are followed
 */
public record ChainStatus(
    Tip tip,
    Place anchor,
    int blocks,
    long bytes,
    WindowLimits limits,
    int readers,
    int atTip,
    int besideBlocks,
    long besideBytes,
    int onWay,
    List<Peer> peers) {
  /**
   * One peer.
   *
   * @param name its connection
   * @param tip where it says that its chain ends
   * @param headers that wait for their blocks
   * @param headerBytes of them
   * @param sinceFork how many blocks our chain has that its chain has not, as far as it is known
   * @param onWay blocks that it was asked for
   * @param state what is to be known beside
   */
  public record Peer(
      String name,
      Tip tip,
      int headers,
      long headerBytes,
      long sinceFork,
      int onWay,
      String state) {}

  /** Of a chain, under its lock. */
  static ChainStatus of(Chain chain, MemorySettings settings) {
    Window window = chain.window();
    return new ChainStatus(
        window.tip(),
        window.anchor(),
        window.size(),
        window.bytes(),
        settings.window(),
        chain.readers().size(),
        chain.readers().waiting(),
        chain.aside().size(),
        chain.aside().bytes(),
        chain.fetch().onWay(),
        chain.follow().all().stream().map(peer -> of(chain, peer)).toList());
  }

  private static Peer of(Chain chain, Following following) {
    Fetch fetch = chain.fetch();
    return new Peer(
        following.peer().toString(),
        following.tip(),
        following.chain().map(Candidate::size).orElse(0),
        following.chain().map(Candidate::bytes).orElse(0L),
        following.chain().map(own -> own.sinceFork(chain.window())).orElse(0L),
        fetch.of(following.peer()).map(Fetching::onWay).orElse(0),
        state(following, fetch));
  }

  private static String state(Following following, Fetch fetch) {
    if (following.isSuspended()) {
      return "handed over";
    }
    if (following.chain().isEmpty()) {
      return "no point agreed on yet";
    }
    if (following.chain().get().isApart()) {
      return "behind our window";
    }
    if (following.chain().get().isTooLarge()) {
      return "its fork has too many bytes";
    }
    if (fetch.of(following.peer()).filter(Fetching::isRefusing).isPresent()) {
      return "did not have a block";
    }
    return following.isFull() ? "waits for blocks" : "follows";
  }

  /** As a page of text. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append("tip      ").append(tip);
    text.append("\nwindow   ").append(blocks).append(" of ").append(limits.blocks());
    text.append(" blocks after ").append(anchor).append(", ").append(bytes).append(" of ");
    text.append(limits.bytes()).append(" bytes");
    text.append("\nreaders  ").append(readers).append(", ").append(atTip).append(" at the tip");
    text.append("\nbeside   ").append(besideBlocks).append(" blocks, ").append(besideBytes);
    text.append(" bytes; on their way ").append(onWay).append(" blocks");
    text.append("\nfollows  ").append(peers.size()).append(peers.size() == 1 ? " peer" : " peers");
    for (Peer peer : peers) {
      text.append("\n  ").append(peer.name()).append("  ").append(peer.state());
      text.append(", its tip ").append(peer.tip()).append(", ").append(peer.headers());
      text.append(" headers, ").append(peer.onWay()).append(" blocks on their way, ");
      text.append(peer.headerBytes()).append(" bytes of headers");
    }
    return text.toString();
  }
}

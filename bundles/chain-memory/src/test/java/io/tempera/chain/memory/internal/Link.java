package io.tempera.chain.memory.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.chain.Block;
import io.tempera.chain.BlockFollower;
import io.tempera.chain.BlockReader;
import io.tempera.chain.ChainChange;
import io.tempera.chain.ChainReader;
import io.tempera.chain.Encoded;
import io.tempera.chain.FetchRange;
import io.tempera.chain.Hash;
import io.tempera.chain.HeaderFollower;
import io.tempera.chain.Point;
import io.tempera.chain.ReadPosition;
import io.tempera.chain.Verdict;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * What chain-sync and block-fetch do between two chains, step by step and with a wire between: one
 * follows the other. After an empty answer nothing is asked again until the {@code news}: a wake-up
 * that is lost stops it.
 */
final class Link {
  private final MemoryChain server;
  private final MemoryChain client;
  private final ConnectionId id;
  private final Deque<ChainChange> headerWire = new ArrayDeque<>();
  private final Deque<FetchRange> asked = new ArrayDeque<>();
  private final Deque<Deque<Encoded>> blockWire = new ArrayDeque<>();

  /** How often each block was taken, and how often it was asked for in vain. */
  final Map<Hash, Integer> fetched = new HashMap<>();

  final Map<Hash, Integer> lost = new HashMap<>();
  final List<Verdict> complaints = new ArrayList<>();
  private ChainReader reader;
  private HeaderFollower headers;
  private BlockFollower blocks;
  private boolean readable;
  private boolean roomy;
  private boolean askable;
  private boolean open;
  private boolean gaveUp;
  boolean refuses;

  /** How many blocks may still come; without a value any number. */
  Optional<Integer> credit = Optional.empty();

  Optional<Block> wrong = Optional.empty();
  int mostOnWire;

  Link(MemoryChain server, MemoryChain client, int number) {
    this.server = server;
    this.client = client;
    this.id = id(number);
  }

  static ConnectionId id(int number) {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    return new ConnectionId(
        new InetSocketAddress(loopback, 3001), new InetSocketAddress(loopback, 10_000 + number));
  }

  boolean isOpen() {
    return open;
  }

  boolean gaveUp() {
    return gaveUp;
  }

  Link open() {
    reader = server.reader(ReadPosition.START, () -> readable = true);
    headers = client.headers(id, () -> roomy = true);
    open = true;
    gaveUp = false;
    List<Point> offer = headers.points();
    while (true) {
      Optional<Point> found = reader.intersect(offer);
      if (found.isPresent()) {
        note(headers.intersected(found.get(), server.tip()));
        break;
      }
      offer = headers.notFound(server.tip());
      if (offer.isEmpty()) {
        close();
        gaveUp = true;
        return this;
      }
    }
    readable = true;
    roomy = true;
    blocks();
    return this;
  }

  private void blocks() {
    if (open) {
      blocks = client.blocks(id, () -> askable = true);
      askable = true;
    }
  }

  void close() {
    if (open) {
      open = false;
      loseAll();
      reader.close();
      headers.close();
      if (blocks != null) {
        blocks.close();
      }
      headerWire.clear();
    }
  }

  private void loseAll() {
    asked.forEach(this::lose);
    asked.clear();
    blockWire.clear();
  }

  private void lose(FetchRange range) {
    // Which of its blocks had come is not told apart: a bound, not a count.
    server
        .blocks(range.first(), range.last())
        .ifPresentOrElse(
            all -> hashes(all).forEach(hash -> lost.merge(hash, 1, Integer::sum)),
            () -> lost.merge(Hash.ofHex("00"), range.blocks(), Integer::sum));
  }

  private static List<Hash> hashes(BlockReader all) {
    List<Hash> hashes = new ArrayList<>();
    for (Optional<Encoded> next = all.next(); next.isPresent(); next = all.next()) {
      hashes.add(hash(next.get()));
    }
    return hashes;
  }

  private static Hash hash(Encoded block) {
    return MadeUpFormat.ERA.block(block).orElseThrow().point().hash();
  }

  /** Another implementation of both halves goes on where these are. */
  void handOver() {
    ReadPosition position = reader.position();
    reader.close();
    reader = server.reader(position, () -> readable = true);
    readable = true;
    headers.suspend();
    headers.close();
    headers = client.resume(id, () -> roomy = true).orElseThrow();
    roomy = true;
  }

  /** Block-fetch ends and begins again, without the connection. */
  void restartBlocks() {
    loseAll();
    blocks.close();
    blocks();
  }

  /** Does one thing, if there is any to do. */
  boolean step(Random random) {
    int first = random.nextInt(4);
    for (int turn = 0; open && turn < 4; turn++) {
      boolean done =
          switch ((first + turn) % 4) {
            case 0 -> pullHeader();
            case 1 -> deliverHeader();
            case 2 -> ask();
            default -> deliverBlock();
          };
      if (done) {
        return true;
      }
    }
    return false;
  }

  private boolean pullHeader() {
    if (!readable || !roomy) {
      return false;
    }
    int room = headers.room();
    if (room <= headerWire.size()) {
      roomy = room > 0;
      return false;
    }
    try {
      Optional<ChainChange> next = reader.next();
      next.ifPresent(headerWire::addLast);
      readable = next.isPresent();
      return true;
    } catch (PlaceDropped dropped) {
      close();
      return true;
    }
  }

  private boolean deliverHeader() {
    if (headerWire.isEmpty()) {
      return false;
    }
    ChainChange change = headerWire.removeFirst();
    note(
        switch (change) {
          case ChainChange.RollForward(Encoded header, var tip) -> headers.rollForward(header, tip);
          case ChainChange.RollBackward(Point point, var tip) -> headers.rollBackward(point, tip);
        });
    // A place on the wire is free: who had filled it with what there was room for may go on.
    roomy = roomy || open && headers.room() > headerWire.size();
    return true;
  }

  private boolean ask() {
    if (!askable) {
      return false;
    }
    Optional<FetchRange> next = blocks.next();
    askable = next.isPresent();
    next.ifPresent(asked::addLast);
    mostOnWire = Math.max(mostOnWire, onWire());
    return true;
  }

  private int onWire() {
    int all = asked.stream().mapToInt(FetchRange::blocks).sum();
    return blockWire.isEmpty()
        ? all
        : all - asked.getFirst().blocks() + blockWire.getFirst().size();
  }

  private boolean deliverBlock() {
    if (asked.isEmpty()) {
      return false;
    }
    if (blockWire.isEmpty() && !serve()) {
      return true;
    }
    Deque<Encoded> batch = blockWire.getFirst();
    if (batch.isEmpty()) {
      blockWire.removeFirst();
      asked.removeFirst();
      blocks.finished();
      return true;
    }
    if (credit.isPresent()) {
      if (credit.get() == 0) {
        return false;
      }
      credit = Optional.of(credit.get() - 1);
    }
    Encoded block = wrong.map(Block::encoded).orElse(batch.removeFirst());
    wrong = Optional.empty();
    Verdict verdict = blocks.received(block);
    if (verdict.equals(Verdict.ACCEPTED)) {
      fetched.merge(hash(block), 1, Integer::sum);
    }
    note(verdict);
    return true;
  }

  private boolean serve() {
    FetchRange range = asked.getFirst();
    Optional<BlockReader> all =
        refuses ? Optional.empty() : server.blocks(range.first(), range.last());
    if (all.isEmpty()) {
      asked.removeFirst();
      lost.merge(((Point.At) range.first()).hash(), 1, Integer::sum);
      lost.merge(Hash.ofHex("00"), range.blocks(), Integer::sum);
      blocks.noBlocks();
      return false;
    }
    Deque<Encoded> batch = new ArrayDeque<>();
    for (Optional<Encoded> next = all.get().next(); next.isPresent(); next = all.get().next()) {
      batch.addLast(next.get());
    }
    if (batch.size() != range.blocks()) {
      throw new AssertionError(range + " has " + batch.size());
    }
    blockWire.addLast(batch);
    return true;
  }

  private void note(Verdict verdict) {
    if (!verdict.equals(Verdict.ACCEPTED)) {
      complaints.add(verdict);
      close();
    }
  }
}

package io.tempera.tx.submission.internal;

import io.tempera.check.HalfPair;
import io.tempera.kit.State;
import io.tempera.kit.cbor.CborReader;
import io.tempera.mux.Direction;
import io.tempera.protocol.ControlMessage;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Both halves, each with a pool of its own, in virtual time. */
final class TxPair {
  private final VirtualRuntime runtime;
  private final FakePool from;
  private final FakePool to;
  private final TxSettings settings;
  private final HalfPair pair;

  TxPair(VirtualRuntime runtime, FakePool from, FakePool to, TxSettings settings) {
    this.runtime = runtime;
    this.from = from;
    this.to = to;
    this.settings = settings;
    this.pair = new HalfPair(runtime, TxSubmission.NUMBER);
  }

  TxPair(VirtualRuntime runtime, FakePool from, FakePool to) {
    this(runtime, from, to, TxSettings.withDelay(Duration.ZERO));
  }

  HalfPair pair() {
    return pair;
  }

  TxPair start() {
    pair.start(on(from), on(to));
    return this;
  }

  TxPair advance(Duration time) {
    runtime.advance(time);
    return this;
  }

  /** Another implementation, with the same pool, carries on as soon as it may. */
  TxPair handOver(Direction half) {
    pair.handOver(half, on(half == Direction.INITIATOR ? from : to));
    runtime.runUntilIdle();
    return this;
  }

  void terminate() {
    pair.initiator().control(ControlMessage.TERMINATE);
    runtime.advance(Duration.ofMinutes(2));
    runtime.assertNothingLeft();
  }

  private TxSubmission on(FakePool pool) {
    return new TxSubmission(runtime, pool, settings);
  }

  /**
   * What passed, a few words for each message, for example {@code ids 3 +1} for a request for three
   * ids that acknowledges one; {@code wait} stands for one that waits.
   */
  List<String> words() {
    return messages().stream().map(TxPair::word).toList();
  }

  private List<TxMessage> messages() {
    List<TxMessage> messages = new ArrayList<>();
    for (String line : pair.wire()) {
      byte[] message = HexFormat.of().parseHex(line.substring(2));
      messages.add(TxCodec.CODEC.decode(state(message), new CborReader(message)));
    }
    return messages;
  }

  /**
   * How many ids are named and not acknowledged, together with those that may yet be named as they
   * are asked for: after each message.
   */
  List<Integer> unacknowledged() {
    List<Integer> counts = new ArrayList<>();
    Deque<Integer> asked = new ArrayDeque<>();
    int count = 0;
    for (TxMessage message : messages()) {
      if (message instanceof TxMessage.RequestTxIds request) {
        asked.add(request.wanted());
        count += request.wanted() - request.acknowledged();
      } else if (message instanceof TxMessage.ReplyTxIds reply) {
        count += reply.ids().size() - asked.remove();
      }
      counts.add(count);
    }
    return counts;
  }

  /** Where it may be sent; of the two states for a reply the one that takes an empty one. */
  private static State<TxMessage> state(byte[] message) {
    return TxTable.SPEC.states().stream()
        .filter(
            s -> TxCodec.CODEC.kindOf(s, CborReader.ofStart(message)).filter(s::allows).isPresent())
        .reduce((one, other) -> other)
        .orElseThrow();
  }

  private static String word(TxMessage message) {
    return switch (message) {
      case TxMessage.Init init -> "init";
      case TxMessage.RequestTxIds ids ->
          (ids.blocking() ? "wait " : "ids ") + ids.wanted() + " +" + ids.acknowledged();
      case TxMessage.ReplyTxIds ids ->
          "named "
              + ids.ids().stream().map(i -> i.id().toString()).collect(Collectors.joining(" "));
      case TxMessage.RequestTxs txs ->
          "txs " + txs.ids().stream().map(Object::toString).collect(Collectors.joining(" "));
      case TxMessage.ReplyTxs txs -> "sent " + txs.transactions().size();
      case TxMessage.Done done -> "done";
    };
  }
}

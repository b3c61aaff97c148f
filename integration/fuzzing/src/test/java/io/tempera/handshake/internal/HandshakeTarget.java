package io.tempera.handshake.internal;

import static io.tempera.fuzzing.FuzzTarget.check;
import static io.tempera.fuzzing.FuzzTarget.same;

import io.tempera.fuzzing.Bits;
import io.tempera.fuzzing.FuzzTarget;
import io.tempera.fuzzing.TraceList;
import io.tempera.handshake.DiffusionMode;
import io.tempera.handshake.HandshakeOutcome;
import io.tempera.handshake.HandshakeOutcome.Accepted;
import io.tempera.handshake.HandshakeTrace;
import io.tempera.handshake.Offer;
import io.tempera.handshake.VersionData;
import io.tempera.handshake.internal.HandshakeMachine.Input;
import io.tempera.handshake.internal.HandshakeMachine.State;
import io.tempera.mux.MuxException;
import io.tempera.trace.Trace;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A whole negotiation, as server and as client, with a remote side that says anything, in SDUs of
 * any size, at any speed.
 *
 * <p>Input: our versions and flags, time and end, SDU sizes, what the remote side says.
 */
public final class HandshakeTarget implements FuzzTarget {
  /** The magic of the seeds, so that half of what they become is acceptable. */
  private static final long MAGIC = 42;

  @Override
  public void use(byte[] input) throws InterruptedException {
    Bits bits = new Bits(input);
    Offer offer = offer(bits.next(), bits.next());
    int way = bits.next();
    byte[] sizes = bits.take(bits.below(4));
    byte[] words = bits.rest();
    for (boolean server : List.of(true, false)) {
      Optional<HandshakeOutcome> cut = run(server, offer, way, sizes, words);
      Optional<HandshakeOutcome> whole = run(server, offer, way, new byte[0], words);
      boolean inTime = (way & 3) == 0 && words.length <= HandshakeSettings.SIZE_LIMIT;
      check(!inTime || cut.equals(whole), "cut " + cut + " and whole " + whole);
    }
  }

  private static Offer offer(int versions, int flags) {
    SortedSet<Integer> spoken = new TreeSet<>(List.of(14 + versions % 3));
    for (int i = 0; i < 3; i++) {
      if ((versions >> 2 + i & 1) != 0) {
        spoken.add(14 + i);
      }
    }
    DiffusionMode mode =
        (flags & 1) != 0 ? DiffusionMode.INITIATOR_ONLY : DiffusionMode.INITIATOR_AND_RESPONDER;
    return new Offer(
        spoken,
        new VersionData(MAGIC, mode, (flags & 2) != 0, (flags & 4) != 0, (flags & 8) != 0),
        new TreeSet<>((flags & 16) != 0 ? List.of(99, 100) : List.of()));
  }

  /** The outcome, or nothing when the bearer ended. */
  private static Optional<HandshakeOutcome> run(
      boolean server, Offer offer, int way, byte[] sizes, byte[] words)
      throws InterruptedException {
    ScriptedChannel channel =
        new ScriptedChannel(Duration.ofMillis((way & 3) * 2_000L), (way & 4) != 0);
    for (int from = 0, i = 0; from < words.length; i++) {
      int size = sizes.length == 0 ? words.length : 1 + (sizes[i % sizes.length] & 0xff);
      int to = Math.min(words.length, from + size);
      channel.arrive(Arrays.copyOfRange(words, from, to));
      from = to;
    }
    TraceList list = new TraceList(false);
    List<Trace> traces = list.all();
    Negotiator negotiator =
        new Negotiator(new MessageReader(() -> HandshakeSettings.DEFAULTS, channel), list);
    HandshakeOutcome outcome;
    try {
      outcome = server ? negotiator.server(channel, offer) : negotiator.client(channel, offer);
    } catch (MuxException ended) {
      check((way & 4) != 0 && traces.isEmpty(), "the bearer had ended, and nothing was said of it");
      return Optional.empty();
    }
    check(channel.nanos() <= 15_000_000_000L, "it is over in ten seconds");
    same(traces.size(), 1, "how many traces there are, and should be");
    check(traces.getFirst() instanceof HandshakeTrace.Ended, "the trace of the end");
    check(
        traces.getFirst().text().codePoints().noneMatch(Character::isISOControl),
        "a trace is one line");
    if (server) {
      checkServer(offer, words, outcome, channel.sent());
    } else {
      same(channel.sent().size(), 1, "how many messages a client sends");
    }
    return Optional.of(outcome);
  }

  private static void checkServer(
      Offer offer, byte[] words, HandshakeOutcome outcome, List<byte[]> sent) {
    boolean violated = outcome instanceof HandshakeOutcome.Violated;
    same(sent.size(), violated ? 0 : 1, "how many messages the server sent, and should");
    if (violated) {
      return;
    }
    HandshakeMachine ourselves = new HandshakeMachine(offer);
    HandshakeOutcome answered = outcome(ourselves, sent.getFirst());
    // Each side computes the same: the proposal as the answer of a simultaneous open agrees alike.
    HandshakeOutcome crossed = outcome(ourselves, words);
    switch (outcome) {
      case Accepted(var agreed) -> {
        same(crossed, outcome, "what a server and a simultaneous open agree on");
        same(answered, outcome, "what a client like ourselves makes of the answer");
      }
      case HandshakeOutcome.Refused(boolean byUs, var reason) -> {
        check(byUs, "a server refuses, nobody refuses it");
        same(crossed, outcome, "what a server and a simultaneous open refuse");
        same(answered, new HandshakeOutcome.Refused(false, reason), "what is said, and understood");
      }
      case HandshakeOutcome.Queried queried ->
          check(answered instanceof HandshakeOutcome.Queried, "a query's reply is understood");
      case HandshakeOutcome.Violated never -> throw new AssertionError(never);
    }
  }

  private static HandshakeOutcome outcome(HandshakeMachine machine, byte[] message) {
    return ((State.Done) machine.step(new State.Confirm(), new Input.Came(message)).state())
        .outcome();
  }
}

package io.tempera.protocol.host.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.ConnectionId;
import io.tempera.mux.Channel;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.HalfContext;
import io.tempera.protocol.HalfResult;
import io.tempera.protocol.ResumePoint;
import io.tempera.protocol.Snapshot;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Every conversation of a run, by whoever holds it: checks that each half begins where the one
 * before has stopped, and that every byte is taken once and in its place.
 */
final class Conversations {
  private final Map<Place, Conversation> all = new LinkedHashMap<>();
  private final List<String> complaints = new ArrayList<>();
  private int carriedOn;

  private record Place(ConnectionId connection, ProtocolKey key) {}

  /** What happened in one slot. */
  private static final class Conversation {
    private final List<Byte> sent = new ArrayList<>();
    private final List<Byte> taken = new ArrayList<>();
    private boolean held;
    private Optional<Snapshot> left = Optional.empty();
  }

  private Conversation of(ConnectionId connection, ProtocolKey key) {
    return all.computeIfAbsent(new Place(connection, key), place -> new Conversation());
  }

  private Conversation of(HalfContext context) {
    return of(context.connectionId(), context.key());
  }

  /** The next byte that the other side sends there. */
  int next(ConnectionId connection, ProtocolKey key) {
    Conversation conversation = of(connection, key);
    byte next = (byte) conversation.sent.size();
    conversation.sent.add(next);
    return next;
  }

  /** A half begins. */
  void begin(HalfContext context) {
    Conversation conversation = of(context);
    expect(!conversation.held, "two halves at once in " + context.key());
    expect(
        context.resumedFrom().equals(conversation.left),
        context.key()
            + " resumes from "
            + context.resumedFrom()
            + ", and what was left is "
            + conversation.left);
    context
        .resumedFrom()
        .ifPresent(
            snapshot -> {
              carriedOn++;
              expect(
                  snapshot.memo().getInt() == conversation.taken.size(),
                  context.key() + " does not know how far it was");
            });
    conversation.held = true;
    conversation.left = Optional.empty();
  }

  /** What a half throws is only the end of its connection, so it is said at the end. */
  private void expect(boolean so, String otherwise) {
    if (!so) {
      complaints.add(otherwise);
    }
  }

  /** A half has ended, however it did. */
  void end(HalfContext context) {
    of(context).held = false;
  }

  /** A half takes the next byte. */
  void take(HalfContext context, Channel channel) {
    byte taken = channel.take(1)[0];
    of(context).taken.add(taken);
  }

  /** How many bytes were taken there. */
  int taken(HalfContext context) {
    return of(context).taken.size();
  }

  /** A half stops at a point, for the next one. */
  HalfResult handOver(HalfContext context, ResumePoint at) {
    Conversation conversation = of(context);
    ByteBuffer memo = ByteBuffer.allocate(Integer.BYTES).putInt(0, conversation.taken.size());
    Snapshot left = new Snapshot(at.point(), at.memoVersion(), memo, Optional.empty());
    conversation.left = Optional.of(left);
    return new HalfResult.HandedOver(left);
  }

  /** How often a half carried on what another had left. */
  int carriedOn() {
    return carriedOn;
  }

  /** Nothing was lost, came twice, or out of order; what nobody took is still there. */
  void check(BiFunction<ConnectionId, ProtocolKey, Integer> waiting) {
    assertThat(complaints).isEmpty();
    all.forEach(
        (place, conversation) -> {
          int taken = conversation.taken.size();
          assertThat(conversation.taken)
              .as("bytes of %s", place)
              .isEqualTo(conversation.sent.subList(0, taken));
          assertThat(waiting.apply(place.connection(), place.key()))
              .as("bytes of %s that nobody took", place)
              .isEqualTo(conversation.sent.size() - taken);
        });
  }
}

package io.tempera.protocol.host.internal;

import io.tempera.mux.Channel;
import io.tempera.mux.Direction;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Half;
import io.tempera.protocol.HalfContext;
import io.tempera.protocol.HalfResult;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.ResumePoint;
import io.tempera.protocol.Snapshot;
import io.tempera.protocol.WaitFor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A mini-protocol that takes byte after byte and counts them, in any of several versions: what one
 * has counted the next one goes on with.
 */
final class Counter implements MiniProtocol {
  static final ResumePoint IDLE = new ResumePoint("Idle", 1);

  private final String version;
  private final List<ResumePoint> points;
  private final List<String> ledger;

  /**
   * A version.
   *
   * @param ledger where each says what it does
   */
  Counter(String version, List<String> ledger, ResumePoint... points) {
    this.version = version;
    this.points = List.of(points);
    this.ledger = ledger;
  }

  static List<String> newLedger() {
    return new ArrayList<>();
  }

  @Override
  public List<ResumePoint> resumesFrom() {
    return points;
  }

  @Override
  public Half initiator() {
    return this::count;
  }

  @Override
  public Half responder() {
    return this::count;
  }

  private HalfResult count(HalfContext context, Channel channel) throws Exception {
    int count = context.resumedFrom().map(snapshot -> (int) snapshot.memo().get()).orElse(0);
    ledger.add(
        version + (context.resumedFrom().isPresent() ? " resumes at " : " begins at ") + count);
    ResumePoint here = points.isEmpty() ? new ResumePoint("Nowhere", 0) : points.getFirst();
    while (true) {
      switch (context.await(
          WaitFor.NOTHING
              .orBytes(1)
              .orControlOtherThan(ControlMessage.CONTINUE)
              .orHandOverAt(here))) {
        case BYTES -> {
          count++;
          ledger.add(version + " takes " + channel.take(1)[0] + " as " + count);
        }
        case CONTROL -> {
          if (context.key().direction() == Direction.INITIATOR) {
            channel.send(new byte[] {-1});
          }
          return new HalfResult.Finished(version + " terminated", Optional.empty());
        }
        case HAND_OVER -> {
          byte[] memo = {(byte) count};
          return new HalfResult.HandedOver(
              new Snapshot(
                  here.point(), here.memoVersion(), ByteBuffer.wrap(memo), Optional.empty()));
        }
        default -> throw new AssertionError("nothing else was waited for");
      }
    }
  }
}

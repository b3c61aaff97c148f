package io.tempera.check;

import static io.tempera.kit.Agency.INITIATOR;
import static io.tempera.kit.Agency.RESPONDER;
import static io.tempera.kit.Limits.bytes;
import static java.time.Duration.ofSeconds;

import io.tempera.kit.MessageCodec;
import io.tempera.kit.ProtocolSpec;
import io.tempera.kit.TaggedCodec;
import io.tempera.kit.cbor.CborReader;
import io.tempera.kit.cbor.CborWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Chain-sync (ouroboros-network PR/ChainSync/Type, Codec), with opaque headers, points and tips.
 */
sealed interface ChainSync {
  record RequestNext() implements ChainSync {}

  record AwaitReply() implements ChainSync {}

  record RollForward(Raw header, Raw tip) implements ChainSync {}

  record RollBackward(Raw point, Raw tip) implements ChainSync {}

  record FindIntersect(List<Raw> points) implements ChainSync {}

  record IntersectFound(Raw point, Raw tip) implements ChainSync {}

  record IntersectNotFound(Raw tip) implements ChainSync {}

  record Done() implements ChainSync {}

  ProtocolSpec<ChainSync> SPEC =
      ProtocolSpec.<ChainSync>named("chain-sync")
          .state("StIdle", INITIATOR, bytes(65_535).within(ofSeconds(3_373)))
          .on(RequestNext.class, "StCanAwait")
          .pipelined()
          .on(FindIntersect.class, "StIntersect")
          .onTerminate(new Done(), "StDone")
          .handOver(0, 1)
          .state("StCanAwait", RESPONDER, bytes(65_535).within(ofSeconds(10)))
          .on(AwaitReply.class, "StMustReply")
          .on(RollForward.class, "StIdle")
          .on(RollBackward.class, "StIdle")
          .state(
              "StMustReply", RESPONDER, bytes(65_535).withinBetween(ofSeconds(601), ofSeconds(911)))
          .on(RollForward.class, "StIdle")
          .on(RollBackward.class, "StIdle")
          .handOver(1)
          .state("StIntersect", RESPONDER, bytes(65_535).within(ofSeconds(10)))
          .on(IntersectFound.class, "StIdle")
          .on(IntersectNotFound.class, "StIdle")
          .end("StDone")
          .build();

  MessageCodec<ChainSync> CODEC =
      TaggedCodec.<ChainSync>table()
          .message(0, new RequestNext())
          .message(1, new AwaitReply())
          .message(
              2,
              RollForward.class,
              2,
              (m, to) -> two(m.header(), m.tip(), to),
              from -> new RollForward(Raw.read(from), Raw.read(from)))
          .message(
              3,
              RollBackward.class,
              2,
              (m, to) -> two(m.point(), m.tip(), to),
              from -> new RollBackward(Raw.read(from), Raw.read(from)))
          .message(
              4,
              FindIntersect.class,
              1,
              (m, to) -> writePoints(m.points(), to),
              from -> new FindIntersect(readPoints(from)))
          .message(
              5,
              IntersectFound.class,
              2,
              (m, to) -> two(m.point(), m.tip(), to),
              from -> new IntersectFound(Raw.read(from), Raw.read(from)))
          .message(
              6,
              IntersectNotFound.class,
              1,
              (m, to) -> m.tip().write(to),
              from -> new IntersectNotFound(Raw.read(from)))
          .message(7, new Done())
          .build();

  private static void two(Raw first, Raw second, CborWriter to) {
    first.write(to);
    second.write(to);
  }

  private static void writePoints(List<Raw> points, CborWriter to) {
    if (points.isEmpty()) {
      to.array(0);
    } else {
      Raw.writeIndefinite(points, to);
    }
  }

  private static List<Raw> readPoints(CborReader from) {
    if (from.peekIndefinite()) {
      return Raw.readIndefinite(from);
    }
    List<Raw> points = new ArrayList<>();
    for (int left = from.readDefiniteArray(); left > 0; left--) {
      points.add(Raw.read(from));
    }
    return points;
  }
}

package io.tempera.check;

import io.tempera.check.ChainSync.FindIntersect;
import io.tempera.check.ChainSync.IntersectFound;
import io.tempera.check.ChainSync.IntersectNotFound;
import io.tempera.kit.Conversation;
import io.tempera.kit.KitProtocol;
import io.tempera.kit.MessageCodec;
import io.tempera.kit.ProtocolSpec;
import io.tempera.kit.Session;
import io.tempera.kit.Turn;
import io.tempera.mux.StartMode;
import io.tempera.protocol.HalfResult;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.Temperature;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;

/**
 * Chain-sync, block-fetch and tx-submission with the tables, numbers, temperatures, start modes and
 * ingress limits of node-to-node (cardano-diffusion NodeToNode), and no chain behind them: they say
 * what is said first, and end when they are told to.
 */
public final class StandIns {
  private static final Raw ORIGIN = new Raw("80");

  /** A tip as the reference's test node had it: 46 bytes. */
  private static final Raw TIP =
      new Raw(
          "82821a000f4240582040420f000000000040420f000000000040420f000000000040420f00000000001a000f4240");

  private StandIns() {}

  /** Publishes all three. */
  public static void publish(BundleContext context) {
    publish(
        context,
        2,
        462_000,
        protocol(
            ChainSync.SPEC,
            ChainSync.CODEC,
            StandIns::followChain,
            session -> {
              while (session.receive() instanceof FindIntersect(List<Raw> points)) {
                session.send(
                    points.contains(ORIGIN)
                        ? new IntersectFound(ORIGIN, TIP)
                        : new IntersectNotFound(TIP));
              }
              return session.done("done");
            }));
    publish(
        context,
        3,
        23_068_694,
        protocol(
            BlockFetch.SPEC,
            BlockFetch.CODEC,
            StandIns::untilTerminated,
            session -> {
              while (session.receive() instanceof BlockFetch.RequestRange) {
                session.send(new BlockFetch.NoBlocks());
              }
              return session.done("done");
            }));
    publish(
        context,
        4,
        721_424,
        protocol(
            TxSubmission.SPEC,
            TxSubmission.CODEC,
            StandIns::offerTransactions,
            session -> {
              session.receive();
              session.send(new TxSubmission.RequestTxIds(true, 0, 3));
              session.receive(TxSubmission.Done.class);
              return session.done("done");
            }));
  }

  private static HalfResult.Finished followChain(Session<ChainSync> session) throws Exception {
    session.send(new FindIntersect(List.of(ORIGIN)));
    session.receive();
    return untilTerminated(session);
  }

  private static HalfResult.Finished offerTransactions(Session<TxSubmission> session)
      throws Exception {
    session.send(new TxSubmission.Init());
    session.receive(TxSubmission.RequestTxIds.class);
    return untilTerminated(session);
  }

  private static <M> HalfResult.Finished untilTerminated(Session<M> session) throws Exception {
    while (session.next() != Turn.TERMINATE) {
      // Nothing else is to be done.
    }
    return session.done("terminated");
  }

  private static <M> MiniProtocol protocol(
      ProtocolSpec<M> spec,
      MessageCodec<M> codec,
      Conversation<M> initiator,
      Conversation<M> responder) {
    return new KitProtocol<>(spec, codec, bound -> 0) {
      @Override
      protected HalfResult.Finished initiate(Session<M> session) throws Exception {
        return initiator.hold(session);
      }

      @Override
      protected HalfResult.Finished respond(Session<M> session) throws Exception {
        return responder.hold(session);
      }
    };
  }

  private static void publish(
      BundleContext context, int number, int ingressLimit, MiniProtocol protocol) {
    context.registerService(
        MiniProtocol.class,
        protocol,
        new Hashtable<>(
            Map.of(
                "tempera.number",
                number,
                "tempera.temperature",
                Temperature.HOT.name(),
                "tempera.responderStart",
                StartMode.ON_DEMAND.name(),
                "tempera.ingressLimit",
                ingressLimit)));
  }
}

package io.tempera.simulation.relay;

import io.tempera.chain.ChainFollower;
import io.tempera.chain.ChainSource;
import io.tempera.protocol.MiniProtocol;
import io.tempera.tx.TxPool;
import java.util.function.UnaryOperator;

/**
 * What a relay is made of instead of the production code, so that it can be seen whether a wrong
 * one is noticed.
 *
 * @param source what its peers are served
 * @param follower what makes something of the chains of its peers
 * @param pool its transactions
 * @param protocol each implementation that is deployed
 * @param limits what its chain is set up by
 */
public record RelayParts(
    UnaryOperator<ChainSource> source,
    UnaryOperator<ChainFollower> follower,
    UnaryOperator<TxPool> pool,
    UnaryOperator<MiniProtocol> protocol,
    UnaryOperator<RelayLimits> limits) {
  /** The production code, as it is. */
  public static final RelayParts PRODUCTION =
      new RelayParts(
          UnaryOperator.identity(),
          UnaryOperator.identity(),
          UnaryOperator.identity(),
          UnaryOperator.identity(),
          UnaryOperator.identity());

  /** With another source. */
  public RelayParts withSource(UnaryOperator<ChainSource> other) {
    return new RelayParts(other, follower, pool, protocol, limits);
  }

  /** With another follower. */
  public RelayParts withFollower(UnaryOperator<ChainFollower> other) {
    return new RelayParts(source, other, pool, protocol, limits);
  }

  /** With another pool. */
  public RelayParts withPool(UnaryOperator<TxPool> other) {
    return new RelayParts(source, follower, other, protocol, limits);
  }

  /** With other implementations. */
  public RelayParts withProtocol(UnaryOperator<MiniProtocol> other) {
    return new RelayParts(source, follower, pool, other, limits);
  }

  /** With other limits than it is measured by. */
  public RelayParts withLimits(UnaryOperator<RelayLimits> other) {
    return new RelayParts(source, follower, pool, protocol, other);
  }
}

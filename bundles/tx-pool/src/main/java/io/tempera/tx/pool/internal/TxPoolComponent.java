package io.tempera.tx.pool.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.chain.Encoded;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.tx.TxFeed;
import io.tempera.tx.TxFormat;
import io.tempera.tx.TxInbox;
import io.tempera.tx.TxPool;
import io.tempera.tx.TxReader;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The door of the bundle: the transactions that this node relays, in memory. An application that
 * brings a pool of its own publishes it with a ranking above 0.
 */
// Immediate, so that a setting that is refused is said when the bundle starts.
@Component(
    service = {TxPool.class, TxFeed.class, TxPoolComponent.class},
    configurationPid = "io.tempera.tx.pool",
    immediate = true)
@Designate(ocd = TxPoolConfig.class)
public final class TxPoolComponent implements TxPool, TxFeed {
  private final MemoryTxPool pool;

  /** An empty pool. */
  @Activate
  public TxPoolComponent(@Reference TemperaRuntime runtime, TxPoolConfig config) {
    pool = new MemoryTxPool(runtime, settings(config));
  }

  @Modified
  void modified(TxPoolConfig config) {
    pool.settings(settings(config));
  }

  @Deactivate
  void close() {
    pool.close();
  }

  /** Transactions of one more kind can be read. */
  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindFormat(TxFormat format) {
    pool.add(format);
  }

  /** Transactions of a kind can no longer be read. */
  void unbindFormat(TxFormat format) {
    pool.remove(format);
  }

  @Override
  public TxReader reader(long from, Runnable news) {
    return pool.reader(from, news);
  }

  @Override
  public TxInbox inbox(ConnectionId peer, Runnable news) {
    return pool.inbox(peer, news);
  }

  @Override
  public Optional<String> offer(Encoded transaction) {
    return pool.offer(transaction);
  }

  @Override
  public boolean drop(Encoded id) {
    return pool.drop(id);
  }

  /** The pool behind the door. */
  MemoryTxPool pool() {
    return pool;
  }

  private static PoolSettings settings(TxPoolConfig config) {
    return new PoolSettings(
        config.most_transactions(),
        config.most_bytes(),
        config.most_transaction_bytes(),
        Duration.ofSeconds(config.keep()),
        config.remembered_ids());
  }
}

package io.tempera.tx.pool.internal;

import io.tempera.chain.Encoded;
import io.tempera.tx.TxOffer;
import io.tempera.tx.TxReader;
import java.util.List;
import java.util.Optional;

/** Reads a pool for one peer: keeps a place, no list. */
final class PoolReader implements TxReader {
  private final MemoryTxPool pool;
  private final Runnable news;
  private long position;

  PoolReader(MemoryTxPool pool, long position, Runnable news) {
    this.pool = pool;
    this.position = position;
    this.news = news;
  }

  @Override
  public List<TxOffer> next(int most) {
    List<Entry> more = pool.after(position, most, this, news);
    if (!more.isEmpty()) {
      position = more.getLast().ticket();
    }
    return more.stream().map(Entry::offer).toList();
  }

  @Override
  public Optional<Encoded> transaction(Encoded id) {
    return pool.locked(s -> s.contents().find(id)).map(Entry::transaction);
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void close() {
    pool.forget(this);
  }
}

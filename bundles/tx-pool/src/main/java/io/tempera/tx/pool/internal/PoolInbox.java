package io.tempera.tx.pool.internal;

import io.tempera.chain.Encoded;
import io.tempera.tx.TxInbox;
import io.tempera.tx.TxOffer;
import io.tempera.tx.TxWish;
import java.util.Optional;

/** Takes transactions from one peer. */
final class PoolInbox implements TxInbox {
  private final MemoryTxPool pool;
  private final Formats formats;
  private final Runnable news;

  PoolInbox(MemoryTxPool pool, Formats formats, Runnable news) {
    this.pool = pool;
    this.formats = formats;
    this.news = news;
  }

  @Override
  public int room() {
    return pool.room(this, news);
  }

  @Override
  public TxWish wants(TxOffer offer) {
    return pool.wants(offer, this, news);
  }

  @Override
  public void missing(Encoded id) {
    pool.change(s -> s.release(this, id));
  }

  @Override
  public Optional<Encoded> idOf(Encoded transaction) {
    return formats.idOf(transaction);
  }

  @Override
  public Optional<String> received(Encoded id, Encoded transaction) {
    return pool.received(this, id, transaction);
  }

  @Override
  public void close() {
    pool.forget(this);
    pool.change(s -> s.release(this));
  }
}

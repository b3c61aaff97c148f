package io.tempera.tx;

import io.tempera.bearer.ConnectionId;
import org.osgi.annotation.versioning.ConsumerType;

/** The transactions that wait for a block. Any thread. */
@ConsumerType
public interface TxPool {
  /**
   * A reader for one peer.
   *
   * @param from 0 for the beginning, or where another reader stood ({@link TxReader#position}),
   *     which may have been one of a pool before this: a place that this pool never gave is as good
   *     as the beginning, so pools begin to count at different places
   * @param news run, on any thread, when {@link TxReader#next} has something again after it had
   *     nothing; it does not block
   */
  TxReader reader(long from, Runnable news);

  /**
   * Where what one peer sends goes.
   *
   * @param news run, on any thread, when {@link TxInbox#room} is above zero again after it was not,
   *     and when {@link TxInbox#wants} may say something else than {@link TxWish#LATER}; it does
   *     not block
   */
  TxInbox inbox(ConnectionId peer, Runnable news);
}

package io.tempera.tx;

import io.tempera.chain.Encoded;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Takes transactions from one peer. For one thread; no method blocks. */
@ConsumerType
public interface TxInbox extends AutoCloseable {
  /**
   * How many more transactions may be named to this at the moment, those that were asked for and
   * not named yet included, 0 or more; at 0 none are asked for until the inbox's {@code news} is
   * run, but for one when nothing that was named is open: a peer can end only while it is waited
   * for. To that one {@link #wants} may say {@link TxWish#LATER}.
   */
  int room();

  /**
   * Whether the pool wants a transaction from this peer. After {@link TxWish#YES} it counts on
   * getting it, and asks nobody else until it is {@link #missing}, or this is closed; so whoever
   * hears that asks for it at once.
   */
  TxWish wants(TxOffer offer);

  /** The peer did not send a transaction that was wanted: another may be asked. */
  void missing(Encoded id);

  /**
   * The id of a transaction, by which it was wanted.
   *
   * @return empty when nothing here can read it
   * @throws IllegalArgumentException when it is damaged; the message says how
   */
  Optional<Encoded> idOf(Encoded transaction);

  /**
   * A transaction that was wanted.
   *
   * @return what became of it, for people; empty when the pool has taken it
   */
  Optional<String> received(Encoded id, Encoded transaction);

  /** Nothing more comes: others may be asked for what is missing. Again: does nothing. */
  @Override
  void close();
}

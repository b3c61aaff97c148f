package io.tempera.bearer;

import io.tempera.runtime.Tasks;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The byte transport under one connection.
 *
 * <p>A bearer has an event loop: everything that it tells its {@link BearerUser} it tells there,
 * one call at a time. It reads nothing before {@link #start}. Its rule of <em>one turn</em>: in
 * each turn of the loop it passes on at most one burst of what arrived and then asks for at most
 * one batch to write; the next batch waits for a later turn, after the sockets were looked at
 * again.
 */
@ProviderType
public interface Bearer {
  /** The two addresses. */
  ConnectionId connectionId();

  /** Bytes of payload that its user should put into one SDU; 12 288 for sockets. */
  int sduSize();

  /** Bytes, headers included, at which its user should end a batch; 131 072 for sockets. */
  int batchSize();

  /**
   * Begins to read, and from now on calls the user. Once only.
   *
   * @throws IllegalStateException when it was started before
   */
  void start(BearerUser user);

  /**
   * Asks for a turn in which {@link BearerUser#nextBatch} is called, as soon as the transport takes
   * bytes. Any thread; never blocks; many requests before the turn are one.
   */
  void requestTurn();

  /** Starts tasks near the bearer's loop: see {@link Tasks#near}. */
  Tasks tasks();

  /** Runs something on the bearer's loop, soon. Any thread; never blocks; dropped after the end. */
  void execute(Runnable action);

  /**
   * Closes at once: TCP resets the connection, so that nothing lingers in the kernel. A Unix domain
   * socket knows no reset: its remote side sees the end of input, or a reset if it had sent what
   * was not read, and cannot write any more. Any thread; never blocks; idempotent. The user's
   * {@link BearerUser#closed} follows, if it was started.
   */
  void close();
}

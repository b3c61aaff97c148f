package io.tempera.tx.pool.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings as the operator writes them. They hold at once. */
@ObjectClassDefinition(
    name = "Tempera: transactions in memory",
    description =
        "The transactions that this node relays. What comes from one peer is offered to the"
            + " others.")
@interface TxPoolConfig {
  /** In number. */
  @AttributeDefinition(
      name = "Most transactions",
      description =
          "How many transactions there may be, with those on their way. At that, peers are asked"
              + " for none until one goes. 1 to 1000000.")
  int most_transactions() default PoolSettings.TRANSACTIONS;

  /** In bytes. */
  @AttributeDefinition(
      name = "Most bytes",
      description =
          "How many bytes the transactions may have together, with those on their way. At least"
              + " most.transaction.bytes.")
  long most_bytes() default PoolSettings.BYTES;

  /** Of one. */
  @AttributeDefinition(
      name = "Most bytes of one",
      description =
          "How many bytes one transaction may have; a larger one is never taken. 1 to 655400.")
  int most_transaction_bytes() default PoolSettings.TRANSACTION_BYTES;

  /** In seconds. */
  @AttributeDefinition(
      name = "Keep (seconds)",
      description = "How long a transaction stays, unless it goes before. 1 to 604800.")
  int keep() default PoolSettings.KEEP_SECONDS;

  /** Of those that went. */
  @AttributeDefinition(
      name = "Remembered ids",
      description =
          "How many ids of transactions that went are remembered, so that they are not fetched"
              + " again at once. 0 to 1000000.")
  int remembered_ids() default PoolSettings.REMEMBERED;
}

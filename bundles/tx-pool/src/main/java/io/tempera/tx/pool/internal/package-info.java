/** Transactions in memory, within limits. */
package io.tempera.tx.pool.internal;

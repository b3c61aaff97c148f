/** The tx-submission2 mini-protocol: transactions, asked for by whoever takes them. */
package io.tempera.tx.submission.internal;

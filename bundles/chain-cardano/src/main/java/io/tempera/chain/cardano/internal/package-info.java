/** Reads the headers, blocks and transactions of Cardano's eras. */
package io.tempera.chain.cardano.internal;

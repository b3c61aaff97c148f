/**
 * Reads the headers, blocks and transactions of Cardano's eras: a component for each. They are
 * asked newest era first, and behind the formats of anybody else.
 */
package io.tempera.chain.cardano.internal;

/** A bounded chain in memory: what is followed from one peer is served to another. */
package io.tempera.chain.memory.internal;

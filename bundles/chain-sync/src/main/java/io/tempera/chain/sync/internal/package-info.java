/** The chain-sync mini-protocol: headers, one after another. */
package io.tempera.chain.sync.internal;

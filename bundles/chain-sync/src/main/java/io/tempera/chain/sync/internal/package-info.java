/** The chain-sync mini-protocol: its messages, its table, its two conversations, its settings. */
package io.tempera.chain.sync.internal;

/** The block-fetch mini-protocol: its messages, its table, its two conversations, its settings. */
package io.tempera.block.fetch.internal;

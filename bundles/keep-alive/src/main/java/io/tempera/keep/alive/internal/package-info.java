/** The keep-alive mini-protocol: its messages, its table, its two conversations, its settings. */
package io.tempera.keep.alive.internal;

/**
 * The tip-sample mini-protocol: its messages, its table, its two conversations, its settings, and
 * the made-up chain whose tip it tells.
 */
package io.tempera.tip.sample.internal;

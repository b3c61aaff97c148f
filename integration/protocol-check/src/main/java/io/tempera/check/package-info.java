/**
 * For tests of mini-protocols: {@link io.tempera.check.ProtocolCheck} works from table, codec and a
 * few sample messages; {@link io.tempera.check.ConversationCheck} and {@link
 * io.tempera.check.HalfPair} run real halves against each other in virtual time.
 */
package io.tempera.check;

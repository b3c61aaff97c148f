/**
 * For tests of mini-protocols, without a node and in virtual time: {@link
 * io.tempera.check.ProtocolCheck} does all that goes for every protocol, from table, codec, a few
 * sample messages and the real halves; {@link io.tempera.check.Rehearsal} is for what one does
 * besides. {@link io.tempera.check.HalfPair} and {@link io.tempera.check.HalfRun} are what these
 * are made of.
 */
package io.tempera.check;

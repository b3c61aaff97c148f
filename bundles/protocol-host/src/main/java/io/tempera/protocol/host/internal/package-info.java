/**
 * Which implementation runs for a mini-protocol's number, and the slots in which its halves run.
 *
 * <p>{@link io.tempera.protocol.host.internal.SlotMachine} is the pure core of a slot, {@link
 * io.tempera.protocol.host.internal.Choice} that of the selection.
 */
package io.tempera.protocol.host.internal;

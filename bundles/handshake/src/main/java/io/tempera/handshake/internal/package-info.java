/**
 * Which version two nodes speak, and in which directions data may flow.
 *
 * <p>{@link io.tempera.handshake.internal.HandshakeMachine} is the pure core, {@link
 * io.tempera.handshake.internal.HandshakeCodec} the wire.
 */
package io.tempera.handshake.internal;

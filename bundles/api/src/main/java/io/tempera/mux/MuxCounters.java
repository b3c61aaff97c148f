package io.tempera.mux;

/**
 * Numbers of one multiplexer, the handshake included. Bytes count headers and payload.
 *
 * @param bytesIn received
 * @param bytesOut handed to the bearer
 * @param sdusIn received
 * @param sdusOut handed to the bearer
 * @param ingressQueued payload bytes that no half has taken yet
 * @param egressQueued payload bytes that wait to be sent
 */
public record MuxCounters(
    long bytesIn,
    long bytesOut,
    long sdusIn,
    long sdusOut,
    long ingressQueued,
    long egressQueued) {}

package io.tempera.connection;

/**
 * How many connections there are of each kind; one may count in several (ouroboros-network
 * ConnectionManager.Types, ConnectionManagerCounters).
 *
 * @param fullDuplex used by both sides
 * @param duplex negotiated as duplex
 * @param unidirectional negotiated as unidirectional
 * @param inbound accepted and in their handshake, idle, or used by the remote side
 * @param outbound in their handshake or used by us
 * @param terminating in their time-wait
 */
public record ConnectionCounters(
    int fullDuplex, int duplex, int unidirectional, int inbound, int outbound, int terminating) {}

package io.tempera.mux.internal;

import io.tempera.bearer.ConnectionId;
import java.util.function.Consumer;

/**
 * What all jobs of one multiplexer share.
 *
 * @param id the connection
 * @param egress takes what they send
 * @param account is told what they take
 * @param wire says when they send and receive
 * @param machine is told how they fare
 */
record JobContext(
    ConnectionId id,
    EgressScheduler egress,
    IngressBudget.Account account,
    WireWatch wire,
    Consumer<MuxEvent> machine) {}

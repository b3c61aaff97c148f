package io.tempera.inbound;

/**
 * How many connections are in each remote state, each in one (ouroboros-network
 * InboundGovernor.State, Counters).
 *
 * @param idle no responder runs, and the idle time is running
 * @param cold no responder runs, and we use the connection
 * @param warm a responder runs, none of them hot
 * @param hot a hot responder runs
 */
public record InboundCounters(int idle, int cold, int warm, int hot) {}

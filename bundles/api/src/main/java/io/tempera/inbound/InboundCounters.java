package io.tempera.inbound;

/** How many connections are in each remote state. */
public record InboundCounters(int idle, int cold, int warm, int hot) {}

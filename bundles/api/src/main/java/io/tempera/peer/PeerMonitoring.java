package io.tempera.peer;

import java.time.Duration;
import java.util.Optional;

/**
 * How a peer is doing.
 *
 * @param status its status
 * @param repromoteDelay for how long it should not be promoted again, from how its mini-protocols
 *     ended: the longest of them; empty while none has ended, and always while it is cooling
 */
public record PeerMonitoring(PeerStatus status, Optional<Duration> repromoteDelay) {}

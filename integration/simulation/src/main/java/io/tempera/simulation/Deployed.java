package io.tempera.simulation;

import io.tempera.mux.StartMode;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.Temperature;

/**
 * A mini-protocol with what its bundle's properties would say.
 *
 * @param number its number
 * @param temperature when it runs
 * @param responderStart when its responder starts
 * @param ingressLimit bytes that may wait for either half
 * @param protocol its code
 */
public record Deployed(
    int number,
    Temperature temperature,
    StartMode responderStart,
    int ingressLimit,
    MiniProtocol protocol) {}

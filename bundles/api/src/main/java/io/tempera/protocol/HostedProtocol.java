package io.tempera.protocol;

import io.tempera.mux.StartMode;

/**
 * A mini-protocol that was published.
 *
 * @param number its number
 * @param temperature when it runs
 * @param responderStart when its responder starts
 * @param ingressLimit bytes that may wait for either half
 * @param bundle symbolic name and version of the bundle that published it
 * @param ranking its service ranking
 * @param chosen whether new connections run it
 * @param running how many of its halves run now
 */
public record HostedProtocol(
    int number,
    Temperature temperature,
    StartMode responderStart,
    int ingressLimit,
    String bundle,
    int ranking,
    boolean chosen,
    int running) {}

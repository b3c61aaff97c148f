package io.tempera.protocol;

import io.tempera.mux.ProtocolKey;

/**
 * What a slot is doing.
 *
 * @param key which half of which number
 * @param temperature when it runs
 * @param state for people, such as Idle, Waiting, Running
 * @param bundle symbolic name and version of the bundle that implements it
 */
public record SlotView(ProtocolKey key, Temperature temperature, String state, String bundle) {}

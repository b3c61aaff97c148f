/**
 * Keeps the peers that the operator names at a temperature.
 *
 * <p>The bundle's name is {@code io.tempera.static.peers}; {@code static} is a word of the
 * language, so the package is not called like it.
 */
package io.tempera.staticpeers.internal;

/** Relays: whole nodes that follow and serve a chain, and pass transactions on. */
package io.tempera.simulation.relay;

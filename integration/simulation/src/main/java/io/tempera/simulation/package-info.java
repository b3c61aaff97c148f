/** Whole nodes, the production code unchanged, in a world of their own: time, network, chance. */
package io.tempera.simulation;

/** What must hold of everything that a node said, whatever happened to it. */
package io.tempera.simulation.check;

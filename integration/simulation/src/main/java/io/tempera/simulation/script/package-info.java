/** Scripts: what nodes do and what happens to them, made by chance, run, and made shorter. */
package io.tempera.simulation.script;

/** The inbound governor: a pure machine for each connection that it follows, and a thin shell. */
package io.tempera.inbound.governor.internal;

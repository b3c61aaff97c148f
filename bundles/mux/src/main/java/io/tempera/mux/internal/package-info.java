/** The multiplexer: codec, queues, the machine of its life, and the shell that runs them. */
package io.tempera.mux.internal;

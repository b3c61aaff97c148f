package io.tempera.connection.manager.internal;

import io.tempera.bearer.BearerFactory;
import io.tempera.handshake.Handshake;
import io.tempera.mux.MuxFactory;
import io.tempera.protocol.ProtocolHost;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Tracer;

/** What the connection manager needs of other bundles. */
public record Services(
    TemperaRuntime runtime,
    Tracer tracer,
    BearerFactory bearers,
    MuxFactory muxes,
    Handshake handshake,
    ProtocolHost host) {}

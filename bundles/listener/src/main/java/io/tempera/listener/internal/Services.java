package io.tempera.listener.internal;

import io.tempera.bearer.BearerFactory;
import io.tempera.connection.ConnectionManager;
import io.tempera.protocol.ProtocolHost;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Tracer;

/** What the listener needs of other bundles. */
public record Services(
    TemperaRuntime runtime,
    Tracer tracer,
    BearerFactory bearers,
    ConnectionManager connections,
    ProtocolHost host) {}

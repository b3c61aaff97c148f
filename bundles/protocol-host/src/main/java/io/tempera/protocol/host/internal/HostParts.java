package io.tempera.protocol.host.internal;

import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Tracer;
import jakarta.inject.Inject;
import java.util.function.Supplier;

/** What all connections of the node share. */
record HostParts(
    Registry registry,
    HandOverBook handOvers,
    TemperaRuntime runtime,
    Tracer tracer,
    Supplier<HostSettings> settings) {
  @Inject
  HostParts {}
}

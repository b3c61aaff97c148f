package io.tempera.inbound.governor.internal;

import io.tempera.connection.ConnectionManager;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Tracer;
import java.util.function.Supplier;

/**
 * What every follower works with.
 *
 * @param settings as they are at the moment
 * @param counting hears of every transition
 */
record Services(
    ConnectionManager connections,
    TemperaRuntime runtime,
    Tracer tracer,
    Supplier<Settings> settings,
    Counting counting) {}

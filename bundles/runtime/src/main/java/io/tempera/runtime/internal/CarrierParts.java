package io.tempera.runtime.internal;

import io.tempera.runtime.Clock;
import io.tempera.runtime.Timers;
import io.tempera.trace.Tracer;
import java.util.function.Supplier;

/** What carriers work with. */
record CarrierParts(Clock clock, Timers timers, Tracer tracer, Supplier<LoopSettings> settings) {}

package io.tempera.staticpeers.internal;

import io.tempera.peer.PeerStateActions;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import io.tempera.trace.Tracer;
import jakarta.inject.Inject;
import java.util.function.Supplier;

/**
 * What every keeper works with.
 *
 * @param ended woken whenever a keeper ends
 */
record KeeperParts(
    TemperaRuntime runtime,
    PeerStateActions actions,
    Tracer tracer,
    Supplier<StaticPeersSettings> settings,
    Wait ended) {
  @Inject
  KeeperParts {
    // The canonical constructor, for Guice.
  }
}

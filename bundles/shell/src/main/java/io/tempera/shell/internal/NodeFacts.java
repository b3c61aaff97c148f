package io.tempera.shell.internal;

import java.time.Instant;
import java.util.Optional;

/**
 * What the node's summary says beside what its parts say.
 *
 * @param networkMagic as the configuration of the node has it, if it has
 * @param startedAt when the process began, if the system says so
 */
record NodeFacts(Optional<String> networkMagic, Optional<Instant> startedAt) {}

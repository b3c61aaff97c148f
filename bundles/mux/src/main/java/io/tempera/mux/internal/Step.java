package io.tempera.mux.internal;

import java.util.List;
import java.util.Optional;

/**
 * What the machine makes of an event.
 *
 * @param state the state from now on
 * @param effects what to do, in order
 * @param refusal why nothing happened, for whoever caused the event
 */
record Step(MuxState state, List<MuxEffect> effects, Optional<Refusal> refusal) {}

package io.tempera.trace;

/**
 * Something that happens too often to be said unasked, such as each piece that passes on a wire.
 * Only those get it who name it: listeners of this type or of one below it, and not those of {@link
 * Trace}.
 *
 * <p>Whoever says one asks {@link Tracer#wanted} first, so that it costs next to nothing while
 * nobody listens.
 */
public interface FrequentTrace extends Trace {}

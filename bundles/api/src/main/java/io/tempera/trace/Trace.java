package io.tempera.trace;

/**
 * Something that happened. Each component has one sealed type of its own, with a record for each
 * kind of event.
 *
 * <p>The sealed types are closed for us, not for listeners: a new kind of event is a minor version,
 * so a listener that switches over one needs a default branch.
 */
public interface Trace {
  /** How much it matters to an operator. */
  Level level();

  /** One line that a person understands and that names the connection, if there is one. */
  String text();
}

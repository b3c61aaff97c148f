package io.tempera.shell.internal;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A part of the node that may or may not be running at the moment. */
final class ServiceSlot<T> {
  private final String name;
  private final AtomicReference<Optional<T>> service = new AtomicReference<>(Optional.empty());

  /**
   * A slot with nobody in it.
   *
   * @param name the part's name with its verb, such as "the connection manager is"
   */
  ServiceSlot(String name) {
    this.name = name;
  }

  /** It is there. */
  void set(T arrived) {
    service.set(Optional.of(arrived));
  }

  /** It goes; without effect when another one has taken its place already. */
  void clear(T gone) {
    service.updateAndGet(
        present -> present.filter(one -> one == gone).isPresent() ? Optional.empty() : present);
  }

  /** The service, if it is there. */
  Optional<T> get() {
    return service.get();
  }

  /**
   * The service.
   *
   * @throws CommandFailed when it is not there
   */
  T require() {
    return get().orElseThrow(() -> new CommandFailed(absence()));
  }

  /** A sentence for when it is not there. */
  String absence() {
    return Character.toUpperCase(name.charAt(0))
        + name.substring(1)
        + " not running: see felix:lb for the node's bundles, and the log.";
  }
}

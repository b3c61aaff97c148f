package io.tempera.mux.internal;

import io.tempera.mux.MuxEnd;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Who wants to know how it ended. */
final class EndNotice {
  private sealed interface Listeners {
    /** Nobody, or everybody told. */
    record None(Optional<MuxEnd> told) implements Listeners {}

    /** One, and those who came before. */
    record Some(Consumer<MuxEnd> last, Listeners before) implements Listeners {}
  }

  private static final Listeners NOBODY = new Listeners.None(Optional.empty());

  private final AtomicReference<Listeners> listeners = new AtomicReference<>(NOBODY);

  private volatile Optional<MuxEnd> shown = Optional.empty();

  /** How it ended, or empty while it has not. */
  Optional<MuxEnd> shown() {
    return shown;
  }

  void show(MuxEnd end) {
    shown = Optional.of(end);
  }

  /** Calls back once when everyone is told; at once when that was before. */
  void whenTold(Consumer<MuxEnd> callback) {
    Listeners before =
        listeners.getAndUpdate(
            now ->
                now instanceof Listeners.None(Optional<MuxEnd> told) && told.isPresent()
                    ? now
                    : new Listeners.Some(callback, now));
    if (before instanceof Listeners.None(Optional<MuxEnd> told)) {
      told.ifPresent(callback);
    }
  }

  /** Tells everyone, in the order they came; one that throws does not keep it from the others. */
  void tell(MuxEnd end) {
    tell(listeners.getAndSet(new Listeners.None(Optional.of(end))), end);
  }

  private static void tell(Listeners all, MuxEnd end) {
    if (all instanceof Listeners.Some(Consumer<MuxEnd> last, Listeners before)) {
      try {
        tell(before, end);
      } finally {
        last.accept(end);
      }
    }
  }
}

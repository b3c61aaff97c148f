package io.tempera.listener.internal;

import io.tempera.mux.Mux;
import java.lang.ref.WeakReference;
import java.util.function.BooleanSupplier;

/**
 * One who was let in: on its way into the connection manager, there, or gone. It is asked whether
 * it is gone, and told nothing: a callback that the multiplexer keeps would keep this bundle's
 * classes, too, for as long as the connection lasts.
 */
final class Guest {
  private volatile BooleanSupplier gone = () -> false;

  /** It is there until its multiplexer has ended. */
  void stays(Mux mux) {
    WeakReference<Mux> connection = new WeakReference<>(mux);
    gone = () -> hasEnded(connection);
  }

  /** Whatever lives is referred to by its socket. */
  private static boolean hasEnded(WeakReference<Mux> connection) {
    Mux mux = connection.get();
    return mux == null || mux.ended().isPresent();
  }

  /** It was turned away, or ended before it was there. */
  void leaves() {
    gone = () -> true;
  }

  boolean isGone() {
    return gone.getAsBoolean();
  }
}

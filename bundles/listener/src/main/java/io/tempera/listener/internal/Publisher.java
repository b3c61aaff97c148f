package io.tempera.listener.internal;

import io.tempera.connection.ListeningAddress;
import io.tempera.failure.Failure;

/** Tells the rest of the node where it listens, or that it cannot. */
public interface Publisher {
  /** It listens there, until the returned action is run. */
  Runnable listening(ListeningAddress address);

  /** It should listen, and cannot. The returned action takes that back. */
  Runnable failed(Failure failure);
}

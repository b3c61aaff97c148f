package io.tempera.listener.internal;

import io.tempera.handshake.Agreed;
import io.tempera.handshake.DiffusionMode;
import io.tempera.mux.Mux;
import io.tempera.protocol.HandOvers;
import io.tempera.protocol.HostedProtocol;
import io.tempera.protocol.ProtocolHost;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.protocol.Slots;
import io.tempera.runtime.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** A protocol host that is ready when the test says so. */
final class ReadyHost implements ProtocolHost {
  private final List<Runnable> callbacks = new ArrayList<>();
  private boolean ready;

  void ready() {
    ready = true;
    callbacks.forEach(Runnable::run);
    callbacks.clear();
  }

  /** How many are still to be called. */
  int waiting() {
    return callbacks.size();
  }

  @Override
  public Subscription whenReady(Runnable callback) {
    if (ready) {
      callback.run();
    } else {
      callbacks.add(callback);
    }
    return () -> callbacks.remove(callback);
  }

  @Override
  public Slots open(Mux mux, Agreed agreed, DiffusionMode mode) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<HostedProtocol> protocols() {
    return List.of();
  }

  @Override
  public List<HandOvers> handOvers() {
    return List.of();
  }

  @Override
  public List<ProtocolTrace.Rejected> rejected() {
    return List.of();
  }

  @Override
  public SortedSet<Integer> missing() {
    return new TreeSet<>();
  }
}

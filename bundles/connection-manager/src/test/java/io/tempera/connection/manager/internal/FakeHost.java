package io.tempera.connection.manager.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.handshake.Agreed;
import io.tempera.handshake.DiffusionMode;
import io.tempera.mux.Mux;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.HandOvers;
import io.tempera.protocol.HostedProtocol;
import io.tempera.protocol.ProtocolHost;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.protocol.SlotListener;
import io.tempera.protocol.SlotView;
import io.tempera.protocol.Slots;
import io.tempera.protocol.Temperature;
import io.tempera.runtime.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Opens slots in which nothing runs, and remembers for which mode. */
final class FakeHost implements ProtocolHost {
  private final List<DiffusionMode> modes = new ArrayList<>();

  List<DiffusionMode> modes() {
    return modes;
  }

  @Override
  public Slots open(Mux mux, Agreed agreed, DiffusionMode mode) {
    if (((FakeMux) mux).runs()) {
      throw new IllegalStateException("Too late: the multiplexer runs already");
    }
    modes.add(mode);
    return new NoSlots(mux.connectionId());
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

  @Override
  public Subscription whenReady(Runnable callback) {
    callback.run();
    return () -> {};
  }

  /** None. */
  record NoSlots(ConnectionId connectionId) implements Slots {
    @Override
    public SortedSet<Integer> startInitiators(Temperature temperature) {
      return new TreeSet<>();
    }

    @Override
    public void startResponders() {}

    @Override
    public void startResponder(int number) {}

    @Override
    public void control(Temperature temperature, ControlMessage message) {}

    @Override
    public void whenEnded(Set<Temperature> temperatures, Runnable then) {
      then.run();
    }

    @Override
    public Subscription subscribe(SlotListener listener) {
      return () -> {};
    }

    @Override
    public List<SlotView> views() {
      return List.of();
    }

    @Override
    public Optional<Duration> roundTrip() {
      return Optional.empty();
    }
  }
}

package io.tempera.inbound.governor.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.Provenance;
import io.tempera.failure.FailureCategory;
import io.tempera.handshake.Agreed;
import io.tempera.handshake.DiffusionMode;
import io.tempera.handshake.VersionData;
import io.tempera.mux.DelaySample;
import io.tempera.mux.Direction;
import io.tempera.mux.JobStatus;
import io.tempera.mux.MiniProtocolJob;
import io.tempera.mux.Mux;
import io.tempera.mux.MuxCounters;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxException;
import io.tempera.mux.ProtocolKey;
import io.tempera.mux.SduChannel;
import io.tempera.mux.StartMode;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.SlotEvent;
import io.tempera.protocol.SlotListener;
import io.tempera.protocol.SlotView;
import io.tempera.protocol.Slots;
import io.tempera.protocol.Temperature;
import io.tempera.runtime.Subscription;
import io.tempera.runtime.Tasks;
import io.tempera.testkit.VirtualRuntime;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/** A connection whose slots do what the test says. */
final class FakeConnection implements ConnectionHandle, Slots, Mux {
  private final VirtualRuntime runtime;
  private final ConnectionId id;
  final List<String> told = new ArrayList<>();
  private final List<SlotListener> listeners = new ArrayList<>();

  /** With this category nothing can be made ready. */
  Optional<FailureCategory> startFails = Optional.empty();

  /** With this error, likewise. */
  Optional<Error> startDies = Optional.empty();

  Provenance provenance = Provenance.INBOUND;
  DiffusionMode mode = DiffusionMode.INITIATOR_ONLY;
  boolean peerSharing;
  Instant openedAt = Instant.EPOCH;

  /** An inbound one, which only the remote side may use. */
  FakeConnection(VirtualRuntime runtime, int port) {
    this(runtime, 3001, port);
  }

  /** Between two ports, ours first. */
  FakeConnection(VirtualRuntime runtime, int ours, int theirs) {
    this.runtime = runtime;
    id =
        new ConnectionId(
            new InetSocketAddress("127.0.0.1", ours), new InetSocketAddress("127.0.0.2", theirs));
  }

  /** Both sides may use it. */
  FakeConnection duplex(Provenance by) {
    mode = DiffusionMode.INITIATOR_AND_RESPONDER;
    provenance = by;
    return this;
  }

  /** Lets something happen in the slots, and everything that comes of it. */
  void happen(SlotEvent event) {
    tell(event);
    runtime.runUntilIdle();
  }

  /** Only says that something happened. */
  void tell(SlotEvent event) {
    List.copyOf(listeners).forEach(listener -> listener.happened(event));
  }

  void start(int number, Temperature temperature) {
    happen(new SlotEvent.Started(responder(number), temperature));
  }

  void end(int number, Temperature temperature) {
    happen(new SlotEvent.Ended(responder(number), temperature, "done", Optional.empty()));
  }

  static ProtocolKey responder(int number) {
    return new ProtocolKey(number, Direction.RESPONDER);
  }

  boolean isSubscribed() {
    return !listeners.isEmpty();
  }

  @Override
  public Tasks tasks() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ConnectionId connectionId() {
    return id;
  }

  @Override
  public Mux mux() {
    return this;
  }

  @Override
  public Slots slots() {
    return this;
  }

  @Override
  public void startResponders() {
    start("all");
  }

  @Override
  public void startResponder(int number) {
    start(String.valueOf(number));
  }

  private void start(String which) {
    if (startDies.isPresent()) {
      throw startDies.get();
    }
    if (startFails.isPresent()) {
      throw new MuxException(startFails.get(), id + ": it does not start", Optional.empty());
    }
    told.add("start " + which);
  }

  @Override
  public Subscription subscribe(SlotListener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public void stop() {
    told.add("stop");
    tell(new SlotEvent.MuxEnded(new MuxEnd.Stopped()));
  }

  @Override
  public Provenance provenance() {
    return provenance;
  }

  @Override
  public Agreed agreed() {
    return new Agreed(15, new VersionData(42, mode, peerSharing, false, false), new TreeSet<>());
  }

  @Override
  public Instant openedAt() {
    return openedAt;
  }

  @Override
  public SortedSet<Integer> startInitiators(Temperature temperature) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void control(Temperature temperature, ControlMessage message) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void whenEnded(Set<Temperature> temperatures, Runnable then) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<SlotView> views() {
    return List.of();
  }

  @Override
  public Optional<Duration> roundTrip() {
    return Optional.empty();
  }

  @Override
  public SduChannel handshakeChannel() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void register(ProtocolKey key, int ingressLimit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void withdraw(ProtocolKey key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void run() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void runMiniProtocol(ProtocolKey key, StartMode mode, MiniProtocolJob job) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<MuxEnd> ended() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void whenEnded(Consumer<MuxEnd> callback) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SortedMap<ProtocolKey, JobStatus> statusMap() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void changeStart(ProtocolKey key, StartMode mode) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<DelaySample> delay() {
    return Optional.empty();
  }

  @Override
  public MuxCounters counters() {
    throw new UnsupportedOperationException();
  }
}

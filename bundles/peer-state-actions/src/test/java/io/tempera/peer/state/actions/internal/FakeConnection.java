package io.tempera.peer.state.actions.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.Provenance;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.handshake.Agreed;
import io.tempera.handshake.DiffusionMode;
import io.tempera.handshake.VersionData;
import io.tempera.mux.Direction;
import io.tempera.mux.Mux;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxError;
import io.tempera.mux.MuxException;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.SlotEvent;
import io.tempera.protocol.SlotListener;
import io.tempera.protocol.SlotView;
import io.tempera.protocol.Slots;
import io.tempera.protocol.Temperature;
import io.tempera.runtime.Subscription;
import io.tempera.runtime.Wait;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntConsumer;

/** A connection whose mini-protocols do what the test says, or end when they are told to. */
final class FakeConnection implements ConnectionHandle, Slots {
  private final ConnectionId id;
  private final Wait changes;
  private final SortedMap<Integer, Temperature> initiators = new TreeMap<>();
  private final SortedSet<Integer> running = new TreeSet<>();
  private final SortedSet<Integer> failed = new TreeSet<>();
  private final SortedSet<Integer> deaf = new TreeSet<>();
  private final Map<Temperature, ControlMessage> control = new EnumMap<>(Temperature.class);
  private final List<SlotListener> listeners = new ArrayList<>();
  private final List<Waiter> waiters = new ArrayList<>();
  private Optional<MuxEnd> end = Optional.empty();

  /** Run whenever initiators are being started. */
  Runnable whileStarting = () -> {};

  /** Run whenever one initiator has started, before the next is. */
  IntConsumer started = number -> {};

  private record Waiter(Set<Temperature> temperatures, Runnable then) {}

  FakeConnection(ConnectionId id, Wait changes) {
    this.id = id;
    this.changes = changes;
  }

  FakeConnection with(Temperature temperature, int... numbers) {
    for (int number : numbers) {
      initiators.put(number, temperature);
    }
    return this;
  }

  /** This one does not end when it is told to. */
  FakeConnection deaf(int number) {
    deaf.add(number);
    return this;
  }

  SortedSet<Integer> running() {
    return running;
  }

  Map<Temperature, ControlMessage> controls() {
    return control;
  }

  int listeners() {
    return listeners.size();
  }

  Optional<MuxEnd> end() {
    return end;
  }

  void ends(int number, String outcome, Optional<Duration> delay) {
    running.remove(number);
    tell(new SlotEvent.Ended(key(number), initiators.get(number), outcome, delay));
    tellWaiters();
  }

  /** Its bundle has just come: it is about to run, and nobody has heard of it. */
  void comesLate(int number) {
    running.add(number);
  }

  /** The one that came late is heard of. */
  void isHeardOf(int number) {
    tell(new SlotEvent.Started(key(number), initiators.get(number)));
  }

  void fails(int number, Failure failure) {
    endMux(new MuxEnd.Failed(new MuxError.MiniProtocolFailed(key(number), failure)));
  }

  void breaks() {
    Failure failure = Failure.of(FailureCategory.REMOTE_CLOSED, "connection reset");
    endMux(new MuxEnd.Failed(new MuxError.IoError(failure)));
  }

  void endMux(MuxEnd how) {
    if (end.isPresent()) {
      return;
    }
    end = Optional.of(how);
    for (int number : List.copyOf(running)) {
      running.remove(number);
      failed.add(number);
      Failure failure =
          how instanceof MuxEnd.Failed(MuxError.MiniProtocolFailed(ProtocolKey key, Failure own))
                  && key.number() == number
              ? own
              : Failure.of(FailureCategory.SHUTTING_DOWN, "the multiplexer ended");
      tell(new SlotEvent.Failed(key(number), initiators.get(number), failure));
    }
    tellWaiters();
    tell(new SlotEvent.MuxEnded(how));
    changes.wake();
  }

  private void tell(SlotEvent event) {
    List.copyOf(listeners).forEach(listener -> listener.happened(event));
  }

  private static ProtocolKey key(int number) {
    return new ProtocolKey(number, Direction.INITIATOR);
  }

  @Override
  public ConnectionId connectionId() {
    return id;
  }

  @Override
  public Provenance provenance() {
    return Provenance.OUTBOUND;
  }

  @Override
  public Agreed agreed() {
    return new Agreed(
        15,
        new VersionData(42, DiffusionMode.INITIATOR_AND_RESPONDER, true, false, false),
        new TreeSet<>());
  }

  /** Only stopped and asked for its end. */
  @Override
  public Mux mux() {
    return (Mux)
        Proxy.newProxyInstance(
            Mux.class.getClassLoader(),
            new Class<?>[] {Mux.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "ended" -> end;
                  case "stop" -> {
                    endMux(new MuxEnd.Stopped());
                    yield null;
                  }
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  @Override
  public Slots slots() {
    return this;
  }

  @Override
  public Instant openedAt() {
    return Instant.EPOCH;
  }

  @Override
  public SortedSet<Integer> startInitiators(Temperature temperature) {
    whileStarting.run();
    refuseAfterTheEnd();
    SortedSet<Integer> now = new TreeSet<>();
    initiators.forEach(
        (number, t) -> {
          if (t == temperature && !running.contains(number) && end.isEmpty()) {
            now.add(number);
            running.add(number);
            tell(new SlotEvent.Started(key(number), t));
            started.accept(number);
          }
        });
    obey();
    return now;
  }

  private void refuseAfterTheEnd() {
    if (end.isPresent()) {
      throw new MuxException(FailureCategory.WRONG_STATE, "it has ended", Optional.empty());
    }
  }

  @Override
  public void control(Temperature temperature, ControlMessage message) {
    control.put(temperature, message);
    obey();
  }

  @Override
  public void whenEnded(Set<Temperature> temperatures, Runnable then) {
    waiters.add(new Waiter(temperatures, then));
    tellWaiters();
  }

  private void tellWaiters() {
    for (Waiter waiter : List.copyOf(waiters)) {
      if (running.stream().map(initiators::get).noneMatch(waiter.temperatures()::contains)) {
        waiters.remove(waiter);
        waiter.then().run();
      }
    }
  }

  private void obey() {
    for (int number : List.copyOf(running)) {
      if (control.get(initiators.get(number)) == ControlMessage.TERMINATE
          && !deaf.contains(number)) {
        ends(number, "terminated", Optional.empty());
      }
    }
  }

  @Override
  public Subscription subscribe(SlotListener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public List<SlotView> views() {
    return initiators.entrySet().stream()
        .map(
            e ->
                new SlotView(
                    key(e.getKey()),
                    e.getValue(),
                    kind(e.getKey()),
                    kind(e.getKey()).name(),
                    "fake",
                    control.get(e.getValue()),
                    0,
                    Optional.empty()))
        .toList();
  }

  private SlotView.Kind kind(int number) {
    if (running.contains(number)) {
      return SlotView.Kind.RUNNING;
    }
    return failed.contains(number) ? SlotView.Kind.ENDED : SlotView.Kind.IDLE;
  }

  @Override
  public void startResponders() {
    throw new UnsupportedOperationException("not for peer state actions");
  }

  @Override
  public void startResponder(int number) {
    throw new UnsupportedOperationException("not for peer state actions");
  }

  @Override
  public Optional<Duration> roundTrip() {
    return Optional.empty();
  }
}

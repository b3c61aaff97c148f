package io.tempera.listener.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.handshake.Agreed;
import io.tempera.handshake.DiffusionMode;
import io.tempera.mux.Direction;
import io.tempera.mux.JobCompletion;
import io.tempera.mux.JobEnd;
import io.tempera.mux.MiniProtocolJob;
import io.tempera.mux.Mux;
import io.tempera.mux.MuxChannel;
import io.tempera.mux.ProtocolKey;
import io.tempera.mux.StartMode;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.HandOvers;
import io.tempera.protocol.HostedProtocol;
import io.tempera.protocol.ProtocolHost;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.protocol.SlotEvent;
import io.tempera.protocol.SlotListener;
import io.tempera.protocol.SlotView;
import io.tempera.protocol.Slots;
import io.tempera.protocol.Temperature;
import io.tempera.runtime.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Two mini-protocols of single bytes, without threads: number 2 is hot, number 8 established. The
 * initiator sends what the test says; the responder takes it, and ends when it is {@link #DONE}.
 */
final class ByteTalkHost implements ProtocolHost {
  /** The initiator's last byte. */
  static final byte DONE = 1;

  static final int HOT = 2;
  static final int ESTABLISHED = 8;

  private final Map<ConnectionId, TalkSlots> slots = new LinkedHashMap<>();

  /** The slots of a connection. */
  TalkSlots of(ConnectionId id) {
    return slots.get(id);
  }

  @Override
  public Slots open(Mux mux, Agreed agreed, DiffusionMode mode) {
    TalkSlots opened = new TalkSlots(mux);
    for (int number : List.of(HOT, ESTABLISHED)) {
      mux.register(new ProtocolKey(number, Direction.INITIATOR), 100);
      if (mode == DiffusionMode.INITIATOR_AND_RESPONDER) {
        mux.register(new ProtocolKey(number, Direction.RESPONDER), 100);
      }
    }
    slots.put(mux.connectionId(), opened);
    return opened;
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

  private static Temperature temperature(int number) {
    return number == HOT ? Temperature.HOT : Temperature.ESTABLISHED;
  }

  /** The slots of one connection. */
  static final class TalkSlots implements Slots {
    private final Mux mux;
    private final List<SlotListener> listeners = new CopyOnWriteArrayList<>();
    private final Map<Integer, MuxChannel> initiators = new LinkedHashMap<>();
    private final Map<Integer, JobCompletion> completions = new LinkedHashMap<>();

    private TalkSlots(Mux mux) {
      this.mux = mux;
      mux.whenEnded(end -> tell(new SlotEvent.MuxEnded(end)));
    }

    private void tell(SlotEvent event) {
      listeners.forEach(listener -> listener.happened(event));
    }

    /** Sends a byte as initiator, which is started if need be; its last byte ends it. */
    void say(int number, byte what) throws InterruptedException {
      ProtocolKey key = new ProtocolKey(number, Direction.INITIATOR);
      if (!initiators.containsKey(number)) {
        mux.runMiniProtocol(key, StartMode.EAGERLY, new Initiator(key));
      }
      initiators.get(number).send(new byte[] {what});
      if (what == DONE) {
        initiators.remove(number);
        completions.remove(number).returned();
      }
    }

    @Override
    public ConnectionId connectionId() {
      return mux.connectionId();
    }

    @Override
    public void startResponders() {
      startResponder(HOT);
      startResponder(ESTABLISHED);
    }

    @Override
    public void startResponder(int number) {
      ProtocolKey key = new ProtocolKey(number, Direction.RESPONDER);
      mux.runMiniProtocol(key, StartMode.ON_DEMAND, new Responder(key));
    }

    @Override
    public Subscription subscribe(SlotListener listener) {
      listeners.add(listener);
      return () -> listeners.remove(listener);
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
      return new ArrayList<>();
    }

    @Override
    public Optional<Duration> roundTrip() {
      return Optional.empty();
    }

    /** Is there for {@link #say}. */
    private final class Initiator extends Job {
      Initiator(ProtocolKey key) {
        super(key);
      }

      @Override
      void run(MuxChannel channel, JobCompletion completion) {
        initiators.put(key.number(), channel);
        completions.put(key.number(), completion);
      }
    }

    /** Takes one byte after the other. */
    private final class Responder extends Job {
      Responder(ProtocolKey key) {
        super(key);
      }

      @Override
      void run(MuxChannel channel, JobCompletion completion) {
        channel.whenArrived(
            1,
            () -> {
              if (channel.arrived() == 0) {
                return;
              }
              if (channel.take(1)[0] == DONE) {
                completion.returned();
              } else {
                run(channel, completion);
              }
            });
      }
    }

    private abstract class Job implements MiniProtocolJob {
      final ProtocolKey key;

      Job(ProtocolKey key) {
        this.key = key;
      }

      abstract void run(MuxChannel channel, JobCompletion completion);

      @Override
      public void start(MuxChannel channel, JobCompletion completion) {
        tell(new SlotEvent.Started(key, temperature(key.number())));
        run(channel, completion);
      }

      @Override
      public void cancel() {
        completionFailed();
      }

      private void completionFailed() {
        Optional.ofNullable(completions.remove(key.number()))
            .ifPresent(
                completion ->
                    completion.failed(
                        Failure.of(FailureCategory.SHUTTING_DOWN, "the multiplexer ends")));
      }

      @Override
      public void ended(JobEnd end) {
        Temperature temperature = temperature(key.number());
        tell(
            switch (end) {
              case JobEnd.Clean() ->
                  new SlotEvent.Ended(key, temperature, "done", Optional.empty());
              case JobEnd.Failed(Failure failure) ->
                  new SlotEvent.Failed(key, temperature, failure);
              case JobEnd.Shutdown(var why) ->
                  new SlotEvent.Failed(
                      key, temperature, Failure.of(FailureCategory.SHUTTING_DOWN, why.toString()));
            });
      }
    }
  }
}

package io.tempera.protocol.host.internal;

import com.google.inject.Guice;
import io.tempera.bearer.ConnectionId;
import io.tempera.handshake.Agreed;
import io.tempera.handshake.DiffusionMode;
import io.tempera.handshake.VersionData;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.mux.StartMode;
import io.tempera.protocol.Half;
import io.tempera.protocol.HalfResult;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.SlotEvent;
import io.tempera.protocol.Slots;
import io.tempera.protocol.Temperature;
import io.tempera.testkit.RecordingTracer;
import io.tempera.testkit.VirtualRuntime;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A host in virtual time, with what tests need to publish and to connect. */
final class HostFixture {
  static final Duration HAND_OVER_TIMEOUT = Duration.ofSeconds(10);
  static final Duration GRACE = Duration.ofSeconds(7);

  /** A half that ends at once. */
  static final Half DONE = (context, channel) -> new HalfResult.Finished("done", Optional.empty());

  final VirtualRuntime runtime;
  final RecordingTracer tracer;
  final Host host;
  private HostSettings settings =
      new HostSettings(HAND_OVER_TIMEOUT, 8, GRACE, new TreeSet<>(List.of(8)));
  private long nextServiceId = 1;
  private int nextPort = 1;

  HostFixture() {
    this(new VirtualRuntime());
  }

  HostFixture(VirtualRuntime runtime) {
    this.runtime = runtime;
    tracer = new RecordingTracer(runtime);
    host =
        Guice.createInjector(new HostModule(() -> settings, runtime, tracer))
            .getInstance(Host.class);
  }

  /** Takes other settings, as the door does. */
  void settings(HostSettings now) {
    settings = now;
    host.settingsChanged();
  }

  /** One connection: its multiplexer, its slots, and what they told. */
  record Connection(FakeMux mux, Slots slots, List<SlotEvent> events) {}

  Connection connect(Agreed agreed) {
    return connect(agreed, DiffusionMode.INITIATOR_AND_RESPONDER);
  }

  Connection connect(Agreed agreed, DiffusionMode mode) {
    FakeMux mux =
        new FakeMux(
            new ConnectionId(
                new InetSocketAddress("127.0.0.1", 3001),
                new InetSocketAddress("127.0.0.1", 10_000 + nextPort++)),
            runtime.tasks());
    Slots slots = host.open(mux, agreed, mode);
    List<SlotEvent> events = new ArrayList<>();
    slots.subscribe(events::add);
    return new Connection(mux, slots, events);
  }

  /** A mini-protocol that is published, as the test names it. */
  final class Bundle {
    private final long serviceId = nextServiceId++;
    private final String name;
    private final MiniProtocol protocol;
    private final SortedMap<String, Object> properties = new TreeMap<>();
    private int ranking;
    private int version = 1;

    Bundle(String name, int number, Temperature temperature, MiniProtocol protocol) {
      this.name = name;
      this.protocol = protocol;
      properties.put("tempera.number", number);
      properties.put("tempera.temperature", temperature.name());
      properties.put("tempera.responderStart", StartMode.ON_DEMAND.name());
      properties.put("tempera.ingressLimit", 1_000);
    }

    Bundle with(String property, Object value) {
      properties.put(property, value);
      return this;
    }

    Bundle version(int major) {
      version = major;
      return this;
    }

    Bundle ranked(int newRanking) {
      ranking = newRanking;
      return this;
    }

    Bundle publish() {
      host.publish(publication(), protocol);
      return this;
    }

    /** Says that its properties were changed, from a task. */
    void change() throws Exception {
      runtime.run(() -> host.change(publication(), protocol));
    }

    /** Withdraws it, from a task. */
    void withdraw() throws Exception {
      runtime.run(this::withdrawHere);
    }

    /** Blocks the calling task. */
    void withdrawHere() {
      host.withdraw(serviceId);
    }

    private Publication publication() {
      return new Publication(
          serviceId, name, new BundleVersion(version, 0, 0, ""), ranking, properties);
    }
  }

  Bundle bundle(String name, int number, Temperature temperature, Half initiator, Half responder) {
    return new Bundle(name, number, temperature, protocol(initiator, responder));
  }

  /** Both halves end at once. */
  Bundle bundle(String name, int number, Temperature temperature) {
    return bundle(name, number, temperature, DONE, DONE);
  }

  static MiniProtocol protocol(Half initiator, Half responder) {
    return new MiniProtocol() {
      @Override
      public Half initiator() {
        return initiator;
      }

      @Override
      public Half responder() {
        return responder;
      }
    };
  }

  static Agreed agreed(Integer... ownNumbers) {
    return agreed(false, false, ownNumbers);
  }

  static Agreed agreed(boolean peerSharing, boolean peras, Integer... ownNumbers) {
    return new Agreed(
        15,
        new VersionData(42, DiffusionMode.INITIATOR_AND_RESPONDER, peerSharing, false, peras),
        new TreeSet<>(List.of(ownNumbers)));
  }

  static ProtocolKey initiator(int number) {
    return new ProtocolKey(number, Direction.INITIATOR);
  }

  static ProtocolKey responder(int number) {
    return new ProtocolKey(number, Direction.RESPONDER);
  }
}

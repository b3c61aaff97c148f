package io.tempera.protocol.host.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.mux.StartMode;
import io.tempera.protocol.HostedProtocol;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.protocol.Temperature;
import io.tempera.testkit.RecordingTracer;
import io.tempera.testkit.VirtualRuntime;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/** The door: settings, and service references as the framework gives them. */
class ProtocolHostComponentTest {
  private static final MiniProtocol PROTOCOL =
      HostFixture.protocol(HostFixture.DONE, HostFixture.DONE);

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final RecordingTracer tracer = new RecordingTracer(runtime);
  private final List<ServiceListener> listeners = new ArrayList<>();
  private final List<ServiceReference<MiniProtocol>> present = new ArrayList<>();

  @AfterEach
  void nothingIsLeft() {
    runtime.assertNothingLeft();
    assertThat(listeners).isEmpty();
  }

  @Test
  void aReferenceWithTheAnnotationsPropertiesIsPublished() throws Exception {
    ProtocolHostComponent component = component(Map.of(), Map.of());
    assertThat(component.missing()).containsExactly(8);
    ServiceReference<MiniProtocol> reference = reference(true, 8, 3, 1_408);
    component.bindProtocol(reference, PROTOCOL);
    assertThat(component.protocols())
        .containsExactly(
            new HostedProtocol(
                8,
                Temperature.ESTABLISHED,
                StartMode.ON_DEMAND_ANY,
                1_408,
                "io.example.protocol 1.2.3.beta",
                3,
                true,
                0));
    assertThat(component.missing()).isEmpty();

    component.updatedProtocol(reference(true, 8, 4, 2_000), PROTOCOL);
    assertThat(component.protocols())
        .singleElement()
        .satisfies(protocol -> assertThat(protocol.ingressLimit()).isEqualTo(2_000));
    runtime.run(() -> component.unbindProtocol(reference(false, 9, 3, 1_408)));
    assertThat(component.protocols()).as("the id decides who goes").hasSize(1);
    runtime.run(() -> component.unbindProtocol(reference));
    assertThat(component.protocols()).isEmpty();
    runtime.run(component::deactivate);
  }

  @Test
  void settingsComeFromTwoPids() throws Exception {
    ProtocolHostComponent component =
        component(Map.of("hand_over_timeout", 3), Map.of("required_protocols", " 8, 2 "));
    assertThat(component.missing()).containsExactly(2, 8);
    List<String> calls = new ArrayList<>();
    component.whenReady(() -> calls.add("ready"));
    component.modified(
        annotation(ProtocolHostComponent.Config.class, Map.of()),
        annotation(ProtocolHostComponent.NodeConfig.class, Map.of("required_protocols", "")));
    assertThat(calls).containsExactly("ready");
    assertThatThrownBy(() -> component(Map.of("hand_over_timeout", 0), Map.of()))
        .hasMessageContaining("hand.over.timeout");
    assertThatThrownBy(() -> component(Map.of(), Map.of("required_protocols", "8,all")))
        .hasMessage(
            "required.protocols has all, which is no number; write numbers separated by commas,"
                + " such as 2,8");
    runtime.run(component::deactivate);
  }

  @Test
  void aServiceOfAnotherCopyOfTheApiIsNamedOnce() throws Exception {
    present.add(reference(false, 8, 0, 1_408));
    present.add(reference(true, 9, 0, 1_408));
    ProtocolHostComponent component = component(Map.of(), Map.of());
    List<ServiceListener> now = List.copyOf(listeners);
    now.forEach(l -> l.serviceChanged(new ServiceEvent(ServiceEvent.MODIFIED, present.get(0))));
    assertThat(tracer.traces(ProtocolTrace.Rejected.class))
        .singleElement()
        .satisfies(
            rejected ->
                assertThat(rejected.text())
                    .isEqualTo(
                        "mini-protocol of io.example.protocol 1.2.3.beta rejected: it uses another"
                            + " copy of io.tempera.protocol than the node does; have it import that"
                            + " package, do not embed it"));
    assertThat(component.rejected()).hasSize(1);
    now.forEach(
        l -> l.serviceChanged(new ServiceEvent(ServiceEvent.UNREGISTERING, present.get(0))));
    assertThat(component.rejected()).isEmpty();
    now.forEach(l -> l.serviceChanged(new ServiceEvent(ServiceEvent.REGISTERED, present.get(0))));
    assertThat(tracer.traces(ProtocolTrace.Rejected.class)).hasSize(2);
    runtime.run(component::deactivate);
  }

  private ProtocolHostComponent component(Map<String, Object> config, Map<String, Object> node) {
    return new ProtocolHostComponent(
        context(),
        annotation(ProtocolHostComponent.Config.class, config),
        annotation(ProtocolHostComponent.NodeConfig.class, node),
        runtime,
        tracer);
  }

  private BundleContext context() {
    return fake(
        BundleContext.class,
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "addServiceListener" ->
                  listeners.add((ServiceListener) arguments[0]) ? null : null;
              case "removeServiceListener" -> listeners.remove(arguments[0]) ? null : null;
              case "getAllServiceReferences" ->
                  present.isEmpty() ? null : present.toArray(new ServiceReference<?>[0]);
              case "getBundle" -> bundle();
              default -> throw new UnsupportedOperationException(method.getName());
            });
  }

  /** A reference whose service id is its number. */
  private static ServiceReference<MiniProtocol> reference(
      boolean assignable, int number, int ranking, int limit) {
    Map<String, Object> properties =
        Map.of(
            "service.id",
            (long) number,
            "service.ranking",
            ranking,
            "tempera.number",
            number,
            "tempera.temperature",
            "ESTABLISHED",
            "tempera.responderStart",
            "ON_DEMAND_ANY",
            "tempera.ingressLimit",
            limit,
            "component.name",
            "something else");
    @SuppressWarnings("unchecked") // It says nothing about its service.
    ServiceReference<MiniProtocol> reference =
        fake(
            ServiceReference.class,
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getProperty" -> properties.get(arguments[0]);
                  case "getProperties" -> new Hashtable<>(properties);
                  case "getBundle" -> bundle();
                  case "isAssignableTo" -> assignable;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
    return reference;
  }

  private static Bundle bundle() {
    return fake(
        Bundle.class,
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "getSymbolicName" -> "io.example.protocol";
              case "getVersion" -> new Version(1, 2, 3, "beta");
              case "getState" -> Bundle.ACTIVE;
              default -> throw new UnsupportedOperationException(method.getName());
            });
  }

  private static <A> A annotation(Class<A> type, Map<String, Object> values) {
    return fake(
        type,
        (proxy, method, arguments) ->
            values.getOrDefault(method.getName(), method.getDefaultValue()));
  }

  private static <T> T fake(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}

package io.tempera.staticpeers.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.peer.PeerStatus;
import io.tempera.protocol.ProtocolHost;
import io.tempera.runtime.Subscription;
import io.tempera.testkit.RecordingTracer;
import io.tempera.testkit.VirtualRuntime;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** The door: settings that make no sense are told, and change nothing. */
@Timeout(60)
final class ComponentTest {
  private final VirtualRuntime runtime = new VirtualRuntime();
  private final FakeActions actions = new FakeActions(runtime);
  private final List<Object> problems = new ArrayList<>();

  @Test
  void aBadEntryIsToldAsAServiceUntilItIsMendedAndThePeersThatAreThereStay() throws Exception {
    StaticPeersComponent door =
        new StaticPeersComponent(
            context(),
            runtime,
            actions,
            readyHost(),
            new RecordingTracer(runtime),
            node(),
            config("127.0.0.1:1001"));
    runtime.advance(Duration.ofSeconds(1));
    assertThat(actions.peer(1001).status()).isEqualTo(PeerStatus.HOT);

    door.modified(node(), config("127.0.0.1:1002 nonsense"));
    runtime.advance(Duration.ofSeconds(1));
    assertThat(problems)
        .singleElement()
        .asString()
        .startsWith("io.tempera.static.peers: peers: 'nonsense' has no port; write 127.0.0.1:3001");
    assertThat(actions.peer(1001).status()).isEqualTo(PeerStatus.HOT);

    door.modified(node(), config("127.0.0.1:1002"));
    runtime.advance(Duration.ofSeconds(1));
    assertThat(problems).isEmpty();
    assertThat(actions.peer(1001).status()).isEqualTo(PeerStatus.COLD);
    assertThat(actions.peer(1002).status()).isEqualTo(PeerStatus.HOT);

    runtime.run(door::close);
    assertThat(actions.peers()).isEmpty();
    runtime.assertNothingLeft();
  }

  private static NodeConfig node() {
    return proxy(NodeConfig.class, (name, arguments) -> "false");
  }

  private static StaticPeersConfig config(String peers) {
    return proxy(
        StaticPeersConfig.class,
        (name, arguments) ->
            switch (name) {
              case "peers" -> peers;
              case "temperature" -> "hot";
              default -> 5.0;
            });
  }

  private BundleContext context() {
    return proxy(
        BundleContext.class,
        (name, arguments) -> {
          Object sentence = ((Dictionary<?, ?>) arguments[2]).get("tempera.failure");
          problems.add(sentence);
          return proxy(ServiceRegistration.class, (n, a) -> problems.remove(sentence) ? null : 0);
        });
  }

  private static ProtocolHost readyHost() {
    return proxy(
        ProtocolHost.class,
        (name, arguments) -> {
          ((Runnable) arguments[0]).run();
          return (Subscription) () -> {};
        });
  }

  private interface Answers {
    Object answer(String name, Object[] arguments);
  }

  private static <T> T proxy(Class<T> type, Answers answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answers.answer(method.getName(), arguments)));
  }
}

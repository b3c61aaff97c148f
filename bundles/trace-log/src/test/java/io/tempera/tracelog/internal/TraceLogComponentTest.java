package io.tempera.tracelog.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.mux.WireTrace;
import io.tempera.testkit.VirtualRuntime;
import io.tempera.trace.Level;
import io.tempera.trace.Trace;
import io.tempera.trace.TraceListener;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

@Timeout(60)
final class TraceLogComponentTest {
  private final VirtualRuntime runtime = new VirtualRuntime();
  private final List<TraceListener<?>> published = new ArrayList<>();

  @Test
  void theDoorTakesEveryTraceAndEndsWithoutRest() throws Exception {
    TraceLogComponent component = door(new Config("info", "off", 64, false));
    assertThat(component.type()).isEqualTo(Trace.class);
    component.happened(new Happening(Level.INFO, "something"));
    component.modified(new Config("debug", "off", 64, false));
    assertThat(published).isEmpty();
    runtime.run(component::stop);
    runtime.assertNothingLeft();
  }

  @Test
  void itListensToTheWireOnlyWhileThatIsWritten() throws Exception {
    TraceLogComponent component = door(new Config("info", "off", 64, true));
    assertThat(published).as("what nobody writes nobody need make").isEmpty();
    component.modified(new Config("info", "debug", 64, true));
    component.modified(new Config("debug", "off", 64, true));
    assertThat(published)
        .hasSize(1)
        .first()
        .extracting(TraceListener::type)
        .isEqualTo(WireTrace.class);
    component.modified(new Config("debug", "off", 64, false));
    assertThat(published).isEmpty();
    component.modified(new Config("debug", "off", 64, true));
    assertThat(published).hasSize(1);
    runtime.run(component::stop);
    assertThat(published).isEmpty();
    runtime.assertNothingLeft();
  }

  @Test
  void aSettingThatMakesNoSenseIsRefusedAndNothingIsStarted() {
    assertThatThrownBy(() -> door(new Config("info", "blue", 64, true)))
        .hasMessageContaining("console is one of");
    assertThat(published).isEmpty();
    runtime.assertNothingLeft();
  }

  private TraceLogComponent door(TraceLogConfig config) {
    return new TraceLogComponent(context(), runtime, config);
  }

  /** A framework that knows services only. */
  private BundleContext context() {
    return proxy(
        BundleContext.class,
        arguments -> {
          TraceListener<?> listener = (TraceListener<?>) arguments[1];
          published.add(listener);
          return proxy(
              ServiceRegistration.class,
              nothing -> {
                published.remove(listener);
                return null;
              });
        });
  }

  private interface Answer {
    Object to(Object[] arguments);
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answer.to(arguments)));
  }

  @SuppressWarnings("ClassExplicitlyAnnotation")
  private record Config(String level, String console, int queueLimit, boolean wire)
      implements TraceLogConfig {
    @Override
    public int queue_limit() {
      return queueLimit;
    }

    @Override
    public Class<? extends Annotation> annotationType() {
      return TraceLogConfig.class;
    }
  }
}

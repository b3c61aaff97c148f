package io.tempera.tracelog.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.testkit.VirtualRuntime;
import io.tempera.trace.Level;
import io.tempera.trace.Trace;
import java.lang.annotation.Annotation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class TraceLogComponentTest {
  private final VirtualRuntime runtime = new VirtualRuntime();

  @Test
  void theDoorTakesEveryTraceAndEndsWithoutRest() throws Exception {
    TraceLogComponent component = new TraceLogComponent(runtime, config("info", "off", 64));
    assertThat(component.type()).isEqualTo(Trace.class);
    component.happened(new Happening(Level.INFO, "something"));
    component.modified(config("debug", "off", 64));
    runtime.run(component::stop);
    runtime.assertNothingLeft();
  }

  @Test
  void aSettingThatMakesNoSenseIsRefusedAndNothingIsStarted() {
    assertThatThrownBy(() -> new TraceLogComponent(runtime, config("info", "blue", 64)))
        .hasMessageContaining("console is one of");
    runtime.assertNothingLeft();
  }

  private static TraceLogConfig config(String level, String console, int limit) {
    return new TraceLogConfig() {
      @Override
      public String level() {
        return level;
      }

      @Override
      public String console() {
        return console;
      }

      @Override
      public int queue_limit() {
        return limit;
      }

      @Override
      public Class<? extends Annotation> annotationType() {
        return TraceLogConfig.class;
      }
    };
  }
}

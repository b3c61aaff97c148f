package io.tempera.tracelog.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import io.tempera.runtime.Wait;
import io.tempera.testkit.VirtualRuntime;
import io.tempera.trace.Level;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class TraceLogTest {
  private final VirtualRuntime runtime = new VirtualRuntime();
  private final List<String> logged = new ArrayList<>();
  private final List<String> shown = new ArrayList<>();
  private final Wait held = runtime.newWait();
  private boolean holding;
  private LogSettings settings = new LogSettings(Threshold.INFO, Threshold.OFF, 16, false);
  private TraceLog log = log(line -> logged.add(line.logger() + " " + line.text()));

  private TraceLog log(LineSink sink) {
    return Guice.createInjector(
            new TraceLogModule(
                runtime, () -> settings, sink, line -> shown.add(line.level() + " " + line.text())))
        .getInstance(TraceLog.class);
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    holding = false;
    held.wake();
    runtime.run(log::close);
    runtime.assertNothingLeft();
  }

  private void happened(Level level, String text) {
    log.happened(new Happening(level, text));
  }

  @Test
  void whatPassesTheThresholdIsWrittenInOrder() {
    log.start();
    happened(Level.DEBUG, "not this");
    happened(Level.INFO, "one");
    happened(Level.ERROR, "two");
    runtime.runUntilIdle();
    assertThat(logged).containsExactly("io.tempera.Happening one", "io.tempera.Happening two");
    assertThat(shown).isEmpty();
  }

  @Test
  void theConsoleHasAThresholdOfItsOwn() {
    settings = new LogSettings(Threshold.ERROR, Threshold.DEBUG, 16, false);
    log.start();
    happened(Level.DEBUG, "detail");
    happened(Level.ERROR, "trouble");
    runtime.runUntilIdle();
    assertThat(shown).containsExactly("DEBUG detail", "ERROR trouble");
    assertThat(logged).containsExactly("io.tempera.Happening trouble");
  }

  @Test
  void otherSettingsHoldFromTheNextTraceOn() {
    log.start();
    happened(Level.DEBUG, "before");
    settings = new LogSettings(Threshold.DEBUG, Threshold.OFF, 16, false);
    happened(Level.DEBUG, "after");
    runtime.runUntilIdle();
    assertThat(logged).containsExactly("io.tempera.Happening after");
  }

  @Test
  void aLogThatIsTooSlowLosesTracesAndSaysHowMany() {
    log = log(this::hold);
    holding = true;
    log.start();
    happened(Level.INFO, "in the writer's hands");
    runtime.runUntilIdle();
    for (int i = 0; i < 20; i++) {
      happened(Level.INFO, "trace " + i);
    }
    runtime.runUntilIdle();
    assertThat(logged).isEmpty();
    holding = false;
    held.wake();
    runtime.runUntilIdle();
    assertThat(logged).hasSize(1 + 16 + 1).element(16).isEqualTo("trace 15");
    assertThat(logged)
        .last()
        .asString()
        .startsWith("4 events were not written: they came faster than they could be.");
    happened(Level.INFO, "and on it goes");
    runtime.runUntilIdle();
    assertThat(logged).last().isEqualTo("and on it goes");
  }

  private void hold(LogLine line) {
    try {
      held.until(() -> !holding);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    logged.add(line.text());
  }

  @Test
  void aLineThatCannotBeWrittenIsLostAndNothingElse() {
    log =
        log(
            line -> {
              if (line.text().equals("bad")) {
                throw new IllegalStateException("the disk is full");
              }
              logged.add(line.text());
            });
    log.start();
    happened(Level.INFO, "bad");
    happened(Level.INFO, "good");
    runtime.runUntilIdle();
    assertThat(logged).containsExactly("good");
  }

  @Test
  void whatWaitsIsWrittenBeforeTheEndAndNothingAfterIt() throws Exception {
    log.start();
    happened(Level.INFO, "last words");
    runtime.run(log::close);
    assertThat(logged).containsExactly("io.tempera.Happening last words");
    happened(Level.INFO, "too late");
    runtime.run(log::close);
    assertThat(logged).hasSize(1);
  }

  @Test
  void aWriterThatHangsHoldsUpTheEndForTwoSeconds() throws Exception {
    log = log(this::hold);
    holding = true;
    log.start();
    happened(Level.INFO, "hangs");
    runtime.run(log::close);
    assertThat(runtime.elapsed()).hasSeconds(2);
    holding = false;
    held.wake();
    runtime.runUntilIdle();
    assertThat(logged).containsExactly("hangs");
  }

  @Test
  void aLogThatWasNeverStartedCloses() throws Exception {
    happened(Level.INFO, "nobody writes this");
    runtime.run(log::close);
    assertThat(logged).isEmpty();
  }
}

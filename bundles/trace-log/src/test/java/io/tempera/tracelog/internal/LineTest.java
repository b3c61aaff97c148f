package io.tempera.tracelog.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.BearerTrace;
import io.tempera.peer.PeerSelectionActionsTrace;
import io.tempera.trace.Level;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.helpers.LegacyAbstractLogger;

final class LineTest {
  private static LogLine line(Level level, String text) {
    return new LogLine(
        Instant.parse("2026-03-04T14:03:07.042Z"), level, "io.tempera.Some", text, true, true);
  }

  @Test
  void aRemoteSideCannotForgeALineOrReachTheTerminal() {
    assertThat(OneLine.of("refused: no\n14:00:00.000 ERROR forged\u001b[2J\u0085\u2028\u202eend"))
        .isEqualTo("refused: no?14:00:00.000 ERROR forged?[2J???end");
  }

  @Test
  void ordinaryTextStaysAsItIs() {
    String text = "[::1]:3001 closed: größer als 5 µs";
    assertThat(OneLine.of(text)).isSameAs(text);
  }

  @Test
  void aLongTextIsCut() {
    assertThat(OneLine.of("x".repeat(OneLine.MAX_CHARS + 1)))
        .isEqualTo("x".repeat(OneLine.MAX_CHARS) + "... (cut)");
    assertThat(OneLine.of("x".repeat(OneLine.MAX_CHARS))).hasSize(OneLine.MAX_CHARS);
  }

  @Test
  void aTraceGoesUnderTheNameOfItsComponentsType() {
    assertThat(LoggerName.of(BearerTrace.Opened.class)).isEqualTo("io.tempera.BearerTrace");
    assertThat(LoggerName.of(PeerSelectionActionsTrace.PeerStatusChanged.class))
        .isEqualTo("io.tempera.PeerSelectionActionsTrace");
    assertThat(LoggerName.of(Happening.class)).isEqualTo("io.tempera.Happening");
  }

  @Test
  void theConsoleShowsTimeLevelAndText() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    ConsoleSink console = new ConsoleSink(out, ZoneOffset.ofHours(1));
    console.write(line(Level.INFO, "peer a cold -> warm"));
    console.write(line(Level.ERROR, "b"));
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("15:03:07.042 INFO  peer a cold -> warm", "15:03:07.042 ERROR b");
  }

  @Test
  void theLogGetsTheTextAsItIsUnderItsLevelAndName() {
    List<String> logged = new ArrayList<>();
    Slf4jSink log = new Slf4jSink(name -> new RecordingLogger(name, logged));
    for (Level level : Level.values()) {
      log.write(line(level, "braces {} stay"));
    }
    assertThat(logged)
        .containsExactly(
            "DEBUG io.tempera.Some braces {} stay",
            "INFO io.tempera.Some braces {} stay",
            "WARN io.tempera.Some braces {} stay",
            "ERROR io.tempera.Some braces {} stay");
  }

  private static final class RecordingLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1L;

    private final transient List<String> logged;

    RecordingLogger(String name, List<String> logged) {
      this.name = name;
      this.logged = logged;
    }

    @Override
    protected String getFullyQualifiedCallerName() {
      return "";
    }

    @Override
    protected void handleNormalizedLoggingCall(
        org.slf4j.event.Level level,
        Marker marker,
        String pattern,
        Object[] arguments,
        Throwable throwable) {
      logged.add(
          level
              + " "
              + name
              + " "
              + org.slf4j.helpers.MessageFormatter.arrayFormat(pattern, arguments).getMessage());
    }

    @Override
    public boolean isTraceEnabled() {
      return false;
    }

    @Override
    public boolean isDebugEnabled() {
      return true;
    }

    @Override
    public boolean isInfoEnabled() {
      return true;
    }

    @Override
    public boolean isWarnEnabled() {
      return true;
    }

    @Override
    public boolean isErrorEnabled() {
      return true;
    }
  }
}

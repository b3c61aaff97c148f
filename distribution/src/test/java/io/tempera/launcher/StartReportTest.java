package io.tempera.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is made of the components that there are. */
class StartReportTest {
  private static final String LISTENER = "io.tempera.listener.internal.ListenerComponent";
  private static final String NO_CONNECTIONS =
      """
      org.osgi.service.component.ComponentException: Unable to get service for reference connections
      \tat somewhere
      """;
  private static final String BAD_VERSIONS =
      """
      java.lang.reflect.InvocationTargetException
      \tat somewhere
      Caused by: java.lang.IllegalArgumentException: versions is '99': give one or more
      \tat elsewhere
      \t... 80 more
      """;

  private static Parts.Part part(String name, Map<String, Object> properties, String... failure) {
    return new Parts.Part(
        name, properties, Optional.of(failure).filter(f -> f.length > 0).map(f -> f[0]));
  }

  @Test
  void aComponentThatRefusesItsSettingsIsTheReason() throws InterruptedException {
    StartReport report = new StartReport(new PrintStream(OutputStream.nullOutputStream()));
    report.started(
        new Parts(
            List.of(
                part("Inbound", Map.of(), NO_CONNECTIONS),
                part("Connections", Map.of(), BAD_VERSIONS),
                part(LISTENER, Map.of("listen", "127.0.0.1:0")))));
    assertThat(report.awaitProblem()).contains("versions is '99': give one or more");
  }

  @Test
  void aPartThatFailedIsToldAlsoWhereTheDoorsOpenedWithoutIt() throws InterruptedException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    StartReport report = new StartReport(new PrintStream(said));
    report.listensOn("127.0.0.1:1");
    report.started(
        new Parts(
            List.of(
                part("Chain", Map.of(), BAD_VERSIONS),
                part(LISTENER, Map.of("listen", "127.0.0.1:1")))));
    assertThat(report.awaitProblem()).isPresent();
    assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void aNodeIsUpWhenItListensAndEveryBundleHasBeenStarted() throws InterruptedException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    StartReport report = new StartReport(new PrintStream(said));
    report.listensOn("127.0.0.1:1");
    assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
    report.started(new Parts(List.of(part(LISTENER, Map.of("listen", "127.0.0.1:1")))));
    assertThat(report.awaitProblem()).isEmpty();
    assertThat(said.toString(StandardCharsets.UTF_8)).startsWith("Tempera listens on 127.0.0.1:1");
  }

  @Test
  void aFailureWithoutACauseIsSaidAsItIs() {
    assertThat(new Parts(List.of(part("Inbound", Map.of(), NO_CONNECTIONS))).failure())
        .contains("Unable to get service for reference connections");
  }

  @Test
  void aSettingThatIsNoNumberIsNamed() {
    String stack =
        """
        java.lang.reflect.InvocationTargetException
        \tat somewhere
        Caused by: org.osgi.service.component.ComponentException: java.lang.NumberFormatException: For input string: "banana"
        \tat org.apache.felix.scr.impl.inject.internal.Annotations$Handler.invoke(Annotations.java:379)
        \tat jdk.proxy10/jdk.proxy10.$Proxy19.time_limit(Unknown Source)
        """;
    assertThat(new Parts(List.of(part("Handshake", Map.of(), stack))).failure())
        .contains("time.limit is no number: \"banana\"");
  }

  @Test
  void aNodeListensUnlessItsSettingsSayNo() {
    assertThat(new Parts(List.of()).listens()).isFalse();
    assertThat(listens("127.0.0.1:0", "false")).isTrue();
    assertThat(listens("127.0.0.1:0", "true")).isFalse();
    assertThat(listens(" ", "false")).isFalse();
  }

  private static boolean listens(String listen, String initiatorOnly) {
    return new Parts(
            List.of(part(LISTENER, Map.of("listen", listen, "initiator.only", initiatorOnly))))
        .listens();
  }
}

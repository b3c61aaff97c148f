package io.tempera.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionManager;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChanged;
import io.tempera.peer.PeerStateActions;
import io.tempera.peer.PeerStatus;
import io.tempera.peer.PeerStatusChangeType;
import io.tempera.protocol.HandOverTrace;
import io.tempera.runtime.Task;
import io.tempera.shell.internal.FakeNode.FakePeer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.Descriptor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands in the shell that they are written for. */
@Timeout(60)
final class GogoTest {
  private static final List<Class<?>> GROUPS =
      List.of(
          PeerCommands.class,
          HistoryCommands.class,
          WatchCommands.class,
          ProtocolCommands.class,
          NodeCommands.class);

  private final FakeNode node = FakeNode.whole();

  /**
   * One for all: a thread of Gogo's that has run a command sets the system's streams to it once
   * more when it ends, which may be after the command's answer, and the test.
   */
  private static final ThreadIOImpl THREAD_IO = new ThreadIOImpl();

  private final CommandProcessorImpl gogo = new CommandProcessorImpl(THREAD_IO);
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final WatchedRuntime runtime = new WatchedRuntime();
  private final Watches watches = new Watches(runtime, Views.config(32, 1_024));
  private final PipedOutputStream keys = new PipedOutputStream();
  private ShellSession session;

  @BeforeAll
  static void startThreadIo() {
    THREAD_IO.start();
  }

  @AfterAll
  static void stopThreadIo() {
    THREAD_IO.stop();
  }

  @BeforeEach
  void start() throws IOException {
    ShellServices services =
        new ShellServices(
            node.runtime, node.histories, node.vacancies, Map.of("network.magic", 42));
    node.view.connections().get().ifPresent(services::bindConnections);
    node.view.inbound().get().ifPresent(services::bindInbound);
    node.view.peers().get().ifPresent(services::bindPeers);
    node.view.protocols().get().ifPresent(services::bindProtocols);
    node.view.listening().get().ifPresent(services::bindListening);
    List<Object> groups =
        List.of(
            new PeerCommands(services),
            new HistoryCommands(services, new RecentEnds(node.runtime)),
            new WatchCommands(services, watches),
            new ProtocolCommands(services),
            new NodeCommands(services, List::of));
    for (Object group : groups) {
      described(group.getClass())
          .keySet()
          .forEach(command -> gogo.addCommand(Command.SCOPE, group, command));
    }
    gogo.addCommand("felix", new BuiltIn(), "help");
    session = new GogoSessions(gogo).open(new PipedInputStream(keys), output);
  }

  @AfterEach
  void stop() throws Exception {
    session.close();
    runtime.joinAll();
    runtime.close();
    assertThat(watches.count()).isZero();
    gogo.stop();
  }

  private String run(String line) {
    output.reset();
    session.execute(line);
    return output.toString(StandardCharsets.UTF_8);
  }

  private static Map<String, Method> described(Class<?> group) {
    Map<String, Method> methods = new LinkedHashMap<>();
    Arrays.stream(group.getMethods())
        .filter(method -> method.isAnnotationPresent(Descriptor.class))
        .forEach(method -> methods.put(method.getName(), method));
    return methods;
  }

  @Test
  void everyCommandIsPublishedDescribedAndInTheHelp() throws IOException {
    Map<String, Method> methods = new LinkedHashMap<>();
    for (Class<?> group : GROUPS) {
      Map<String, Method> own = described(group);
      assertThat(published(group)).containsExactlyInAnyOrderElementsOf(own.keySet());
      methods.putAll(own);
    }
    assertThat(methods.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Command.values()).map(Command::label).toList());
    for (Command command : Command.values()) {
      assertThat(methods.get(command.label()).getAnnotation(Descriptor.class).value())
          .isEqualTo(command.summary());
      assertThat(run("tempera:help")).contains(command.usage(), command.summary());
      assertThat(run("help " + command.label()))
          .isEqualTo(run("help tempera:" + command.label()))
          .startsWith(command.usage() + "\n" + command.summary() + "\n\n");
    }
  }

  @Test
  void theHelpOfATransitionSaysWhenItReturnsAndWhichTimeLimitHolds() {
    Map.of(
            "establish", "establish.timeout",
            "deactivate", "deactivate.timeout",
            "close", "close.connection.timeout")
        .forEach(
            (command, limit) ->
                assertThat(run("tempera:help " + command))
                    .contains("Returns when ", limit, "etc/io.tempera.peer.state.actions.cfg"));
    assertThat(run("tempera:help activate")).contains("Returns when ", "has no time limit");
  }

  /** What the component's description says, as it is in the bundle. */
  private static List<String> published(Class<?> group) throws IOException {
    try (InputStream xml =
        group.getClassLoader().getResourceAsStream("OSGI-INF/" + group.getName() + ".xml")) {
      var property =
          Pattern.compile(
                  "<property name=\"osgi.command.function\"[^>]*?(?:value=\"([^\"]*)\"|>([^<]*))")
              .matcher(new String(xml.readAllBytes(), StandardCharsets.UTF_8));
      assertThat(property.find()).isTrue();
      String names = property.group(1) == null ? property.group(2) : property.group(1);
      return List.of(names.strip().split("\\s+"));
    }
  }

  @Test
  void commandsAnswerWithAndWithoutTheirScope() {
    assertThat(run("tempera:peers")).startsWith("There are no connections. ");
    assertThat(run("peers")).isEqualTo(run("tempera:peers"));
    assertThat(run("status"))
        .contains(
            "network magic   42\n",
            "listening       127.0.0.1:3001\n",
            "door            11 let in");
    assertThat(run("protocols")).isEqualTo("No mini-protocol is published.\n");
  }

  @Test
  void overTheControlSocketHelpIsTemperasAndTheOtherIsStillThere() {
    assertThat(run("help")).startsWith("COMMAND");
    assertThat(run("tempera")).isEqualTo(run("help"));
    assertThat(run("felix:help")).isEqualTo("built in\n");
  }

  @Test
  void argumentsReachTheActionsAsTheyWereTyped() {
    List<Object> asked = new ArrayList<>();
    FakePeer peer = new FakePeer(FakeNode.id("127.0.0.1:3001", "[::1]:4001"), PeerStatus.WARM);
    node.actions.with(
        "establishPeerConnection",
        arguments -> {
          asked.add(List.of(arguments));
          return peer;
        });
    assertThat(run("tempera:establish --initiator-only \"[::1]:4001\""))
        .startsWith("[::1]:4001 is WARM (version 15, DUPLEX) after ");
    run("establish [2001:db8::1]:4001 --inbound");
    run("establish 10.10.10.10:4001 --inbound");
    assertThat(asked)
        .containsExactly(
            List.of(
                FakeNode.address("[::1]:4001"), DiffusionMode.INITIATOR_ONLY, Provenance.OUTBOUND),
            List.of(
                FakeNode.address("[2001:db8::1]:4001"),
                DiffusionMode.INITIATOR_AND_RESPONDER,
                Provenance.INBOUND),
            List.of(
                FakeNode.address("10.10.10.10:4001"),
                DiffusionMode.INITIATOR_AND_RESPONDER,
                Provenance.INBOUND));
  }

  @Test
  void aPeerMayBeNamedByAnythingThatLooksLikeANumber() {
    node.peers.add(new FakePeer(FakeNode.id("127.0.0.1:3001", "10.10.1.1:4001"), PeerStatus.HOT));
    node.actions.with("closePeerConnection", arguments -> null);
    for (String name : List.of("4001", ":4001", "10", "10.10", "10.10.1.1:4001", "\"10.10\"")) {
      assertThat(run("close " + name)).startsWith("10.10.1.1:4001 is HOT");
    }
  }

  @Test
  void anErrorIsOneSentenceOfOurs() {
    assertFails("tempera:establish", "Write tempera:establish HOST:PORT ");
    assertFails("tempera:establish here", "'here' has no port; write 127.0.0.1:3001, ");
    assertFails("tempera:peers all", "Write tempera:peers: it takes no argument.");
    assertFails("tempera:close", "Write tempera:close PEER: one argument is needed, not 0.");
    assertFails("tempera:close 1 2", "Write tempera:close PEER: one argument is needed, not 2.");
    assertFails("tempera:close 4001", "There is no peer '4001', and no other either.");
    assertFails("help nonsense", "There is no command 'nonsense', only status, peers, ");
    assertFails("nonsense", "Command not found: nonsense");
    assertFails("peers (", "");
  }

  private void assertFails(String line, String sentence) {
    assertThatThrownBy(() -> run(line))
        .isInstanceOf(CommandFailed.class)
        .message()
        .startsWith(sentence)
        .isNotBlank()
        .doesNotContain("\n", "java.", "Exception");
  }

  @Test
  void whyIsAnsweredAndNamesWhatItDoesNotFind() {
    assertFails("why 4001", "There is no peer '4001', and no other either.");
    node.connect(
        FakeNode.id("127.0.0.1:3001", "127.0.0.1:4001"),
        ConnectionState.DUPLEX,
        Provenance.OUTBOUND);
    for (String name : List.of("4001", "'127.0.0.1:3001<->127.0.0.1:4001'")) {
      assertThat(run("why " + name))
          .startsWith("127.0.0.1:3001<->127.0.0.1:4001 is there, because\n");
    }
  }

  @Test
  void watchGoesOnUntilAKeyAndLeavesTheRestOfTheLineToNobody() throws Exception {
    Task watching = runtime.tasks().start("watching", () -> run("watch 127.0.0.1"));
    runtime.awaitTasks(2);
    ConnectionId id = FakeNode.id("127.0.0.1:3001", "127.0.0.1:4001");
    watches.happened(new PeerStatusChanged(new PeerStatusChangeType.WarmToHot(id)));
    watches.happened(
        new PeerStatusChanged(
            new PeerStatusChangeType.WarmToHot(FakeNode.id("127.0.0.1:3001", "10.0.0.1:4001"))));
    keys.write("q and more\n".getBytes(StandardCharsets.UTF_8));
    keys.flush();
    watching.join();
    assertThat(output.toString(StandardCharsets.UTF_8).lines())
        .satisfiesExactly(
            line ->
                assertThat(line).isEqualTo("Changes of 127.0.0.1 as they happen; a key ends this."),
            line ->
                assertThat(line)
                    .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3}  127\\.0\\.0\\.1:4001  warm -> hot"),
            line -> assertThat(line).isEqualTo("Watched; changes seen: 1"));
    assertFails(
        "watch 1 2", "Write tempera:watch [ADDRESS]: at most one argument is needed, not 2.");
  }

  @Test
  void handoverGoesOnUntilAKeyAndShowsTheHalvesOfTheNumberThatIsAskedFor() throws Exception {
    Task watching = runtime.tasks().start("watching", () -> run("handover 7001"));
    runtime.awaitTasks(2);
    ConnectionId id = FakeNode.id("127.0.0.1:3001", "127.0.0.1:4001");
    for (int number : List.of(7_001, 8)) {
      watches.happened(
          new HandOverTrace.GraceOver(id, ProtocolKey.of(number, Direction.RESPONDER)));
    }
    keys.write('q');
    keys.flush();
    watching.join();
    assertThat(output.toString(StandardCharsets.UTF_8).lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .isEqualTo("Hand-overs of mini-protocol 7001 as they happen; a key ends this."),
            line -> assertThat(line).contains("  7001  127.0.0.1:4001 responder has waited in "),
            line -> assertThat(line).isEqualTo("Watched; changes seen: 1"));
    for (String typed : List.of("echo", "-1", "32768")) {
      assertFails(
          "handover " + typed,
          "Write tempera:handover [NUMBER]: a mini-protocol's number is 0 to 32767, not '" + typed);
    }
    assertFails(
        "handover 1 2", "Write tempera:handover [NUMBER]: at most one argument is needed, not 2.");
  }

  @ParameterizedTest
  @CsvSource({
    "watch '127.0.0.1:4001', Changes of 127.0.0.1:4001",
    "watch 'localhost:4001', Changes of 127.0.0.1:4001",
    "watch '[0:0::1]:4001', Changes of [::1]:4001",
    "watch ':4001', Changes of 4001",
    "watch '4001', Changes of 4001",
    "watch '127.0.0.1', Changes of 127.0.0.1",
    "watch 'unix:/run/node.sock', Changes of unix:/run/node.sock",
    "watch, Changes of all peers",
    "handover, Hand-overs of all mini-protocols"
  })
  void whatIsWatchedIsSaidHoweverItIsWrittenAndTheEndOfTheInputEndsIt(String typed, String said)
      throws Exception {
    keys.close();
    assertThat(run(typed))
        .isEqualTo(said + " as they happen; a key ends this.\nWatched; changes seen: 0\n");
  }

  @Test
  void aSessionThatIsClosedEndsItsWatch() throws Exception {
    Task watching =
        runtime.tasks().start("watching", () -> assertThatThrownBy(() -> run("watch")).isNotNull());
    runtime.awaitTasks(2);
    session.close();
    watching.join();
  }

  @Test
  void theAnswerOfACommandCanBePiped() {
    gogo.addCommand("test", new BuiltIn(), "shout");
    assertThat(run("tempera:protocols | shout")).isEqualTo("NO MINI-PROTOCOL IS PUBLISHED.\n");
  }

  @Test
  void partsOfTheNodeComeAndGoUnderTheCommands() {
    ShellServices services =
        new ShellServices(node.runtime, node.histories, node.vacancies, Map.of());
    PeerCommands commands = new PeerCommands(services);
    assertThatThrownBy(commands::peers).hasToString(node.view.connections().absence());
    ConnectionManager manager = node.view.connections().require();
    services.bindConnections(manager);
    assertThat(commands.peers()).startsWith("There are no connections. ");
    services.unbindConnections(manager);
    assertThatThrownBy(commands::peers).hasToString(node.view.connections().absence());
    PeerStateActions actions = node.view.peers().require();
    services.bindPeers(actions);
    services.unbindPeers(actions);
    assertThatThrownBy(() -> commands.close("4001"))
        .hasMessageStartingWith("The peer state actions are not running");
  }

  @Test
  void theMagicIsShownAsItIsConfiguredNow() {
    ShellServices services =
        new ShellServices(node.runtime, node.histories, node.vacancies, Map.of());
    NodeCommands commands = new NodeCommands(services, List::of);
    assertThat(commands.status()).contains("network magic   not configured");
    services.modified(Map.of("network.magic", "764824073"));
    assertThat(commands.status()).contains("network magic   764824073");
  }

  /** Commands that are not ours. */
  public static final class BuiltIn {
    /** A help of the console's own. */
    public String help() {
      return "built in";
    }

    /** What came through the pipe, louder. */
    public String shout(org.apache.felix.service.command.CommandSession of) throws IOException {
      return new String(
              org.apache.felix.service.command.Process.Utils.current().in().readAllBytes(),
              StandardCharsets.UTF_8)
          .toUpperCase(java.util.Locale.ROOT)
          .strip();
    }
  }
}

package io.tempera.containers;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/**
 * What an operator is told of one peer, over the control socket and by {@code bin/tempera shell}:
 * two nodes of the distribution, each a process of its own.
 */
public class OperatorIT {
  private static final long LIMIT_S = 60;

  /** For the node that is asked: what it let go of is cold at once. */
  private static final String SOON_FORGOTTEN =
      "-Dtempera.time.wait.timeout=0.1 -Dtempera.idle.timeout=0.1";

  /** For the other one: whoever has it hot can demote it, once it forges, too. */
  private static final String ASKS_AT_ONCE = "-Dtempera.tx.submission.init.delay=0";

  private static final String[] OPTIONS = {
    "start",
    "--listen",
    "127.0.0.1:0",
    "--magic",
    "42",
    "--own-protocols",
    "7001",
    "--forge",
    "0.25"
  };

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  @Rule public final Timeout limit = Timeout.seconds(5 * LIMIT_S);

  private final Path tempera =
      Path.of(System.getProperty("tempera.distribution")).resolve("bin/tempera");
  private Path asked;
  private Path other;
  private String address;

  @Before
  public void twoNodes() throws Exception {
    asked = folder.newFolder("asked").toPath();
    other = folder.newFolder("other").toPath();
    run(asked, OPTIONS);
    String listens = run(other, OPTIONS);
    address = listens.lines().findFirst().orElseThrow().replaceFirst(".* on (\\S+).*", "$1");
  }

  @After
  public void noNode() throws Exception {
    run(asked, "stop");
    run(other, "stop");
  }

  @Test
  public void whyTellsWhoHoldsAConnectionWhereItsMiniProtocolsAreAndWhatBecameOfIt()
      throws Exception {
    try (Control control = new Control(asked)) {
      control.ok("tempera:establish " + address);
      control.ok("tempera:activate " + address);
      control.okOnceItFits(
          "tempera:why " + address,
          "(?m)^echo 7001 initiator +HOT +Running +CONTINUE +\\S+, (we|they) have agency");
      String why =
          control.okOnceItFits(
              "tempera:why " + address,
              "(?m)^keep-alive 8 initiator +ESTABLISHED +Running +CONTINUE "
                  + "+St(Client, we|Server, they) have agency, for ");
      expect(why, "(?m)^  this node uses it, since \\d\\d:\\d\\d:\\d\\d\\.\\d{3} \\(");
      expect(why, "(?m)^ours +HOT +this node runs the hot mini-protocols, too");
      expect(why, "(?m)^keep-alive 8 responder +ESTABLISHED +Waiting \\(ON_DEMAND_ANY\\) +- +-$");
      expect(
          why,
          "(?s)connection: UNKNOWN -> RESERVED_OUTBOUND\n.*connection: UNNEGOTIATED_OUT -> "
              + "OUTBOUND_DUP_TICKING\n.*ours: COLD -> WARM\n.*ours: WARM -> HOT");
      expect(control.ok("tempera:peer " + address), "tempera:why .* says why it is open");

      control.say("tempera:watch " + address + "\n");
      control.until(line -> line.endsWith(" input"));
      try (Control another = new Control(asked)) {
        another.ok("tempera:close " + address);
      }
      control.until(line -> line.endsWith("cooling -> cold"));
      control.say("\n");
      control.until(Control::isEnd);
      expect(
          control.ok("tempera:why " + address),
          "(?s) is not open any more: .+, .+ ago\n.*ours: (HOT|WARM) -> COOLING\n.*TERMINATED -> UNKNOWN");
    }
  }

  @Test
  public void watchShowsEachChangeUntilALineComes() throws Exception {
    try (Control watching = new Control(asked);
        Control control = new Control(asked)) {
      watching.say("tempera:watch " + address + "\n");
      watching.until(line -> line.endsWith(" input"));
      control.ok("tempera:establish " + address);
      control.ok("tempera:activate " + address);
      control.ok("tempera:deactivate " + address);
      control.ok("tempera:close " + address);
      List<String> seen = watching.until(line -> line.endsWith("cooling -> cold"));
      assertEquals(
          List.of(
              "cold -> warm", "warm -> hot", "hot -> warm", "warm -> cooling", "cooling -> cold"),
          seen.stream()
              .map(line -> line.substring(line.indexOf(address)))
              .map(line -> line.substring(address.length()).strip())
              .toList());
      watching.say("\n");
      expect(String.join("\n", watching.until(Control::isEnd)), "Watched; changes seen: 5\n.* ok");

      watching.say("tempera:watch 127.0.0.1:1\n");
      watching.until(line -> line.endsWith(" input"));
      expect(
          control.fails("tempera:establish 127.0.0.1:1"),
          "^Cannot connect to 127.0.0.1:1( from .+)?: it refused; check that a node listens there$");
      expect(
          String.join("\n", watching.until(line -> line.contains("127.0.0.1:1 "))),
          "  127.0.0.1:1  cold -> warm failed: .+");
    }
  }

  /** A client whose command went on would keep its place, of which there are eight. */
  @Test
  public void watchEndsWithItsClientWhichMakesRoomForAnother() throws Exception {
    for (int i = 0; i < 20; i++) {
      try (Control watching = new Control(asked)) {
        watching.say("tempera:watch\n");
        watching.until(line -> line.endsWith(" input"));
        watching.leave();
      }
    }
  }

  @Test
  public void watchByTheCommandEndsWithItsInput() throws Exception {
    String said = run(asked, "shell", "tempera:watch");
    expect(said, "(?s)^Changes of all peers as they happen; a key ends this.\n.*seen: 0\n$");
  }

  @Test
  public void helpListsTheCommandsOfAllBundlesOfTheNode() throws Exception {
    try (Control control = new Control(asked)) {
      String help = control.ok("tempera:help");
      for (String command :
          List.of(
              "status",
              "book",
              "chain",
              "chainsave FILE",
              "txs \\[COUNT\\]",
              "txadd TRANSACTION",
              "txdrop ID")) {
        expect(help, "(?m)^tempera:" + command + " +\\S+ .+$");
      }
      assertFalse(help, help.contains("does not say"));
      expect(control.ok("tempera:help chainsave"), "^tempera:chainsave FILE\n.+");
    }
  }

  private static void expect(String said, String pattern) {
    assertTrue(pattern + " is not in:\n" + said, Pattern.compile(pattern).matcher(said).find());
  }

  /** Runs a command of the distribution to its end, without input, and returns what it said. */
  private String run(Path base, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(tempera.toString()));
    command.addAll(List.of(arguments));
    Path output = folder.getRoot().toPath().resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().put("TEMPERA_BASE", base.toString());
    builder.environment().put("TEMPERA_OPTS", base.equals(asked) ? SOON_FORGOTTEN : ASKS_AT_ONCE);
    Process process = builder.start();
    if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(command + " did not end within " + LIMIT_S + " s");
    }
    String said = Files.readString(output, StandardCharsets.UTF_8);
    assertEquals(command + " said: " + said, 0, process.exitValue());
    return said;
  }
}

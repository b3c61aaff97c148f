package io.tempera.containers;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * The unpacked distribution, used as an operator does: what its commands say, and their exit codes.
 */
public class DistributionIT {
  private static final long LIMIT_S = 300;

  /** How Netty begins the report of a buffer that was not released. */
  private static final String LEAK = "LEAK:";

  /** Leaks are seen when the collector runs: with little room for what is new it does so often. */
  private static final String SEE_LEAKS = "-Dio.netty.leakDetection.level=paranoid -Xmn2m";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private Path base;
  private String said = "";

  @Before
  public void aBaseOfItsOwn() throws IOException {
    // With a space in it, as people have.
    base = folder.newFolder("a node").toPath();
  }

  @After
  public void nothingRunsOnAndNothingLeaked() throws Exception {
    tempera("stop");
    try (Stream<Path> files = Files.walk(folder.getRoot().toPath())) {
      for (Path log : files.filter(DistributionIT::isLog).toList()) {
        String text = Files.readString(log, StandardCharsets.UTF_8);
        assertFalse(log + ": " + text, text.contains(LEAK));
      }
    }
  }

  private static boolean isLog(Path file) {
    return file.getParent().endsWith("log") && Files.isRegularFile(file);
  }

  @Test
  public void theMainJobTakesAPeerThroughAWholeCycleAndAChainThroughThreeNodes() throws Exception {
    expect(0, "demo");
    for (String step : List.of("cold -> warm", "warm -> hot", "hot -> warm", "warm -> cold")) {
      assertTrue(
          said,
          Pattern.compile("^  " + step + ": \\d+ ms$", Pattern.MULTILINE).matcher(said).find());
    }
    assertTrue(
        said,
        Pattern.compile("tips asked for while warm: \\d+, while hot: 0").matcher(said).find());
    for (String asked : List.of("QUIESCE", "CONTINUE")) {
      assertTrue(said, said.contains("mini-protocol 7002 initiator is asked to " + asked));
    }
    assertTrue(said, said.contains("exit codes of the nodes: A 0, B 0"));
    for (String node : List.of("A", "B", "C")) {
      assertTrue(
          said,
          said.matches(
              "(?s).*rollbacks of " + node + ": [1-9]\\d*, the last time 3 blocks gone.*"));
    }
    assertTrue(
        said,
        Pattern.compile("the three chains are the same, byte for byte: 2\\d{3} blocks, ")
            .matcher(said)
            .find());
    assertTrue(said, said.contains("exit codes of the nodes: C 0, B 0, A 0"));
  }

  @Test
  public void aNodeIsStartedAskedAndStopped() throws Exception {
    expect(3, "status");
    expect(2, "start", "--no-such-option");
    expect(0, "start", "--listen", "127.0.0.1:0", "--magic", "42");
    assertTrue(said, said.startsWith("Tempera listens on 127.0.0.1:"));
    expect(1, "start", "--listen", "127.0.0.1:0");
    expect(0, "status");
    assertTrue(said, said.contains("network magic   42"));
    expect(0, "shell", "tempera:peers");
    assertTrue(said, said.contains("There are no connections"));
    expect(1, "shell", "tempera:close 127.0.0.1:1");
    expect(0, "stop");
    expect(3, "status");
    assertTrue(Files.size(base.resolve("log").resolve("tempera.log")) > 0);
  }

  @Test
  public void aUnixSocketIsListenedOnAndDialledAndGoesWithItsNode() throws Exception {
    Path socket = folder.getRoot().toPath().resolve("node.sock");
    expect(0, "start", "--listen", "unix:" + socket, "--magic", "42");
    assertTrue(said, said.startsWith("Tempera listens on unix:" + socket));
    expect(0, "shell", "tempera:establish unix:" + socket);
    assertTrue(said, said.startsWith("unix:" + socket + " is WARM (version "));
    expect(0, "shell", "tempera:peers");
    assertTrue(said, said.contains("unix:" + socket + "#"));
    expect(0, "stop");
    assertFalse(said, Files.exists(socket));
  }

  @Test
  public void whatMakesNoSenseIsSaidInASentence() throws Exception {
    expect(2, "run", "--listen", "nowhere");
    assertTrue(said, said.startsWith("--listen needs HOST:PORT"));
    expect(1, "start", "--listen", "192.0.2.1:3001");
    assertTrue(said, said.contains("it is not an address of this machine"));
  }

  /** Runs a command to its end, which must have this exit code. */
  private void expect(int code, String... arguments) throws Exception {
    int actual = tempera(arguments);
    assertEquals(List.of(arguments) + " said: " + said, code, actual);
  }

  /** Runs a command to its end; its exit code. */
  private int tempera(String... arguments) throws Exception {
    Path distribution = Path.of(System.getProperty("tempera.distribution"));
    List<String> command = new ArrayList<>(List.of(distribution.resolve("bin/tempera").toString()));
    command.addAll(List.of(arguments));
    Path output = folder.getRoot().toPath().resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().put("TEMPERA_BASE", base.toString());
    builder.environment().put("TEMPERA_OPTS", SEE_LEAKS);
    Process process = builder.start();
    if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(command + " did not end within " + LIMIT_S + " s");
    }
    said = Files.readString(output, StandardCharsets.UTF_8);
    return process.exitValue();
  }
}

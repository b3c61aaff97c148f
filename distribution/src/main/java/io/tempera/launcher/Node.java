package io.tempera.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;

/** One node in this process: a Felix with the bundles of the list, until it is told to stop. */
final class Node {
  private static final int DOORS_OPEN = 50;

  /** One above: where the shell's prompt is, which only a terminal can use. */
  private static final int PROMPT = 60;

  /** Longer than the node's own bound for closing its peers, shutdown.timeout. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  private final Installation installation;
  private final PrintStream out;
  private final PrintStream err;

  Node(Installation installation, PrintStream out, PrintStream err) {
    this.installation = installation;
    this.out = out;
    this.err = err;
  }

  /** Runs until SIGTERM, Ctrl-C, or the framework's end; returns the exit code. */
  int run(NodeOptions options) throws IOException, InterruptedException {
    Files.createDirectories(installation.deploy());
    Files.createDirectories(installation.log().getParent());
    try (NodeLock alone = NodeLock.of(installation)) {
      return runAlone(options);
    }
  }

  private int runAlone(NodeOptions options) throws IOException, InterruptedException {
    Framework framework =
        new org.apache.felix.framework.FrameworkFactory().newFramework(properties(options));
    Thread stopper = new Thread(() -> stop(framework), "tempera-stop");
    Runtime.getRuntime().addShutdownHook(stopper);
    try {
      framework.init();
      StartReport report = new StartReport(out);
      report.watch(framework.getBundleContext());
      new BundleInstaller(installation.system())
          .install(
              framework.getBundleContext(),
              options.chain() ? List.of() : BundleInstaller.OF_A_CHAIN);
      framework.start();
      report.started(framework.getBundleContext());
      Optional<String> problem = report.awaitProblem();
      if (problem.isPresent()) {
        err.println("The node cannot start: " + problem.get());
        err.println("Its log is " + installation.log());
        framework.stop();
        framework.waitForStop(STOP_LIMIT.toMillis());
        return Main.FAILED;
      }
      try (TipDisplay display = new TipDisplay(installation.controlSocket(), out)) {
        if (options.follows()) {
          display.start();
        }
        FrameworkEvent end = framework.waitForStop(0);
        return end.getType() == FrameworkEvent.ERROR ? Main.FAILED : Main.OK;
      }
    } catch (BundleException failed) {
      throw new IOException("a bundle does not start: " + failed.getMessage(), failed);
    }
  }

  private static void stop(Framework framework) {
    try {
      framework.stop();
      framework.waitForStop(STOP_LIMIT.toMillis());
      // Meanwhile the main thread ends the process with the node's exit code; a return from here
      // before that would end it with the signal's.
      TimeUnit.SECONDS.sleep(1);
    } catch (BundleException | InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<String, String> properties(NodeOptions options) {
    Map<String, String> properties = new HashMap<>();
    properties.put("org.osgi.framework.storage", installation.data().resolve("cache").toString());
    properties.put("org.osgi.framework.storage.clean", "onFirstInit");
    properties.put(
        "org.osgi.framework.startlevel.beginning",
        Integer.toString(options.interactive() ? PROMPT : DOORS_OPEN));
    properties.put("felix.fileinstall.dir", installation.etc().toString());
    properties.put("felix.fileinstall.filter", ".*\\.cfg");
    properties.put("felix.fileinstall.noInitialDelay", "true");
    properties.put("felix.fileinstall.enableConfigSave", "false");
    properties.put("felix.fileinstall.tmpdir", installation.data().resolve("tmp").toString());
    properties.put("felix.fileinstall.log.level", "2");
    properties.put("org.ops4j.pax.logging.DefaultServiceLog.level", "ERROR");
    properties.put(
        "org.ops4j.pax.logging.StaticLogbackFile",
        installation.etc().resolve("logback.xml").toString());
    // Otherwise each line of the log is an event, too.
    properties.put("org.ops4j.pax.logging.eventAdminEnabled", "false");
    properties.put("gosh.args", "--login");
    // Otherwise the prompt executes the etc/gosh_profile of whatever directory it was started in.
    properties.put("gosh.home", installation.home().toString());
    // Under names of its own: otherwise every step of a component is logged as if its bundle said
    // it.
    properties.put("ds.log.extension", "true");
    properties.put("ds.loglevel", "warn");
    properties.put("tempera.home", installation.home().toString());
    properties.put("tempera.base", installation.base().toString());
    properties.put("tempera.control.socket", installation.controlSocket().toString());
    properties.put("tempera.console", options.interactive() || options.follows() ? "WARN" : "INFO");
    // What the files in etc/ refer to: options, and -Dtempera.… of TEMPERA_OPTS for the rest.
    System.getProperties()
        .forEach(
            (name, value) -> {
              if (name.toString().startsWith("tempera.")) {
                properties.put(name.toString(), value.toString());
              }
            });
    properties.putAll(options.properties());
    return properties;
  }
}

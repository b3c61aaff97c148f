package io.tempera.nodekit;

import io.tempera.connection.ListeningAddress;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Level;
import io.tempera.trace.TraceListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.util.tracker.ServiceTracker;

/**
 * A whole node in this JVM, in a Felix of its own. Its bundles are those of the distribution, but
 * for the classes of the two apis, which come from this JVM's class path, so that a test can use
 * their services, and bring its own.
 */
public final class FelixNode implements AutoCloseable {
  /** Where the list of bundles was unpacked: the system property tempera.system. */
  private static final Path SYSTEM = Path.of(System.getProperty("tempera.system", "target/system"));

  /** Netty's property, which the build sets for tests, and benchmarks must not. */
  private static final String LEAK_DETECTION = "io.netty.leakDetection.level";

  private static final String PARANOID = "paranoid";

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Before whatever the node has of the same kind. */
  private static final int ABOVE_THE_OWN = 1_000;

  /** The packages of api and chain-api. */
  private static final List<String> API =
      List.of(
          "bearer",
          "chain",
          "connection",
          "failure",
          "handshake",
          "inbound",
          "mux",
          "peer",
          "protocol",
          "runtime",
          "sharing",
          "trace",
          "tx");

  private final Framework framework;
  private final Path base;
  private final Traces traces;
  private final Map<String, Bundle> bundles = new LinkedHashMap<>();
  private Optional<NettyLeaks> leaks = Optional.empty();
  private volatile Optional<NodeTime> time = Optional.empty();

  private FelixNode(Framework framework, Path base, Traces traces) {
    this.framework = framework;
    this.base = base;
    this.traces = traces;
  }

  /** What a node is told; every key and value is a line of a file in etc/. */
  public static final class Settings {
    private final Map<String, Map<String, String>> byPid = new LinkedHashMap<>();
    private final List<Brought> brought = new ArrayList<>();
    private boolean countingChance;
    private boolean heldTime;
    private Level kept = Level.DEBUG;

    /** Settings of a node for a test: network 42, a free port on loopback. */
    public Settings() {
      set("io.tempera.node", "listen", "127.0.0.1:0");
      set("io.tempera.node", "network.magic", "42");
    }

    /** Lets the node's chance count: 0, 1, 2, as the programs did whose sessions were captured. */
    public Settings countingChance() {
      countingChance = true;
      return this;
    }

    /** Lets the node's time stand still until a test moves it: see {@link FelixNode#time}. */
    public Settings heldTime() {
      heldTime = true;
      return this;
    }

    /**
     * Keeps only the traces that a log has when nothing is set, for a node that makes very many.
     */
    public Settings keepsWhatALogHas() {
      kept = Level.INFO;
      return this;
    }

    /**
     * Lets halves run on event loops or not; one may hold its loop for a minute, so that a busy
     * machine moves none away.
     */
    public Settings halvesOnLoop(boolean on) {
      return set("io.tempera.runtime", "halves.on.event.loop", Boolean.toString(on))
          .set("io.tempera.runtime", "halves.hold.limit", "60000");
    }

    /**
     * Lets the node find a service of the test's when it starts, before its own of the same kind.
     *
     * @param types what it is, each an interface of the apis
     */
    public Settings bring(Object service, Class<?>... types) {
      brought.add(new Brought(Stream.of(types).map(Class::getName).toList(), service));
      return this;
    }

    private boolean isOtherRuntime() {
      return countingChance || heldTime;
    }

    /** Sets one key of one configuration. */
    public Settings set(String pid, String key, String value) {
      byPid.computeIfAbsent(pid, p -> new LinkedHashMap<>()).put(key, value);
      return this;
    }
  }

  private record Brought(List<String> types, Object service) {
    void register(BundleContext context) {
      Hashtable<String, Object> properties = new Hashtable<>();
      properties.put(Constants.SERVICE_RANKING, ABOVE_THE_OWN);
      context.registerService(types.toArray(String[]::new), service, properties);
    }
  }

  /** Starts a node and returns when its framework has reached its last start level. */
  public static FelixNode start(Settings settings) throws Exception {
    Path base = Files.createTempDirectory("tempera-node");
    Path etc = Files.createDirectories(base.resolve("etc"));
    for (var pid : settings.byPid.entrySet()) {
      List<String> lines = new ArrayList<>();
      pid.getValue().forEach((key, value) -> lines.add(key + " = " + value));
      Files.write(etc.resolve(pid.getKey() + ".cfg"), lines);
    }
    Framework framework = new FrameworkFactory().newFramework(properties(base, etc));
    FelixNode node = new FelixNode(framework, base, new Traces(settings.kept));
    try {
      node.begin(settings);
    } catch (Exception | Error failed) {
      node.end();
      throw failed;
    }
    return node;
  }

  private void begin(Settings settings) throws Exception {
    framework.init();
    context().registerService(TraceListener.class, traces, new Hashtable<>());
    settings.brought.forEach(brought -> brought.register(context()));
    if (settings.isOtherRuntime()) {
      RuntimeOverlay.install(context(), own -> runtime(settings, own));
    }
    install();
    if (PARANOID.equals(System.getProperty(LEAK_DETECTION))) {
      leaks = Optional.of(NettyLeaks.watch(context()));
    }
    framework.start();
  }

  private static Map<String, String> properties(Path base, Path etc) {
    Map<String, String> properties = new HashMap<>();
    properties.put("org.osgi.framework.storage", base.resolve("cache").toString());
    properties.put("org.osgi.framework.startlevel.beginning", "50");
    properties.put(
        "org.osgi.framework.system.packages.extra",
        API.stream()
            .map(p -> "io.tempera." + p + ";version=0.1.0")
            .reduce((a, b) -> a + "," + b)
            .get());
    properties.put("felix.fileinstall.dir", etc.toString());
    properties.put("felix.fileinstall.filter", ".*\\.cfg");
    properties.put("felix.fileinstall.noInitialDelay", "true");
    properties.put("felix.fileinstall.enableConfigSave", "false");
    properties.put("felix.fileinstall.tmpdir", base.resolve("tmp").toString());
    properties.put("felix.fileinstall.log.level", "1");
    properties.put("org.ops4j.pax.logging.DefaultServiceLog.level", "ERROR");
    return properties;
  }

  private void install() throws IOException, BundleException {
    List<Bundle> toStart = new ArrayList<>();
    for (String line : Files.readAllLines(SYSTEM.resolve("bundles.list"))) {
      String[] parts = line.split(" ", 2);
      if (parts[1].contains("pax-logging-logback")) {
        continue; // It would log to files; the api's own fallback is enough here.
      }
      Path jar = SYSTEM.resolve(parts[1]).toAbsolutePath();
      Bundle bundle = context().installBundle("reference:" + jar.toUri());
      bundles.put(bundle.getSymbolicName(), bundle);
      if (!parts[0].equals("fragment")) {
        bundle.adapt(BundleStartLevel.class).setStartLevel(Integer.parseInt(parts[0]));
        toStart.add(bundle);
      }
    }
    for (Bundle bundle : toStart) {
      bundle.start(Bundle.START_ACTIVATION_POLICY);
    }
  }

  private TemperaRuntime runtime(Settings settings, TemperaRuntime own) {
    TemperaRuntime runtime = settings.countingChance ? new CountingRuntime(own) : own;
    if (!settings.heldTime) {
      return runtime;
    }
    HeldRuntime held = new HeldRuntime(runtime);
    time = Optional.of(held.time());
    return held;
  }

  /**
   * Its time.
   *
   * @throws IllegalStateException when it passes as everywhere
   */
  public NodeTime time() {
    return time.orElseThrow(
        () -> new IllegalStateException("This node's time passes: see Settings.heldTime"));
  }

  /** The framework's own context. */
  public BundleContext context() {
    return framework.getBundleContext();
  }

  /** Everything that it traced, or what was to be kept of it. */
  public Traces traces() {
    return traces;
  }

  /** A bundle by its symbolic name. */
  public Bundle bundle(String symbolicName) {
    Bundle bundle = bundles.get(symbolicName);
    if (bundle == null) {
      throw new IllegalArgumentException(symbolicName + " is not on the list of bundles");
    }
    return bundle;
  }

  /** The symbolic names of Tempera's own bundles, by start level. */
  public List<String> ownBundles() {
    return bundles.keySet().stream().filter(name -> name.startsWith("io.tempera.")).toList();
  }

  /** A service, for which it waits if need be. */
  public <T> T service(Class<T> type) throws InterruptedException {
    ServiceTracker<T, T> tracker = new ServiceTracker<>(context(), type, null);
    // All there are: one that is also a service of a class of its bundle's own is withheld else,
    // when the test's class path has that class, too.
    tracker.open(true);
    try {
      T service = tracker.waitForService(LIMIT.toMillis());
      if (service == null) {
        throw new AssertionError("No service " + type.getName() + " within " + LIMIT);
      }
      return service;
    } finally {
      tracker.close();
    }
  }

  /** Where it listens, once it does. */
  public InetSocketAddress address() throws InterruptedException {
    SocketAddress address = service(ListeningAddress.class).address();
    return (InetSocketAddress) address;
  }

  /**
   * Stops it and removes its files; where the JVM was told to detect leaks paranoidly, it then
   * looks for buffers that nobody released.
   *
   * @throws AssertionError when there is one, with where it was made
   */
  @Override
  public void close() throws IOException, InterruptedException {
    end();
    if (leaks.isPresent()) {
      leaks.get().check();
      leaks = Optional.empty();
    }
  }

  private void end() throws IOException, InterruptedException {
    time.ifPresent(NodeTime::flow);
    try {
      framework.stop();
      framework.waitForStop(LIMIT.toMillis());
    } catch (BundleException e) {
      throw new IOException("The framework does not stop", e);
    } finally {
      removeFiles();
    }
  }

  private void removeFiles() throws IOException {
    try (Stream<Path> files = Files.walk(base)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}

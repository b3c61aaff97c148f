package io.tempera.simulation;

import io.tempera.bearer.BearerFactory;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.testkit.MemoryNetwork;
import io.tempera.testkit.MemorySettings;
import io.tempera.testkit.VirtualRuntime;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * A world in virtual time: one platform thread, a seed that decides who runs next, and a network in
 * memory. The same seed gives the same course, byte for byte.
 */
public final class VirtualWorld implements World {
  private static final int PORT = 3001;

  private final VirtualRuntime runtime;
  private final FaultyNetwork network;

  /**
   * An empty one, which belongs to the calling thread.
   *
   * @param usual how connections behave that nothing else is said of
   */
  public VirtualWorld(long seed, MemorySettings usual) {
    runtime = VirtualRuntime.shuffled(seed);
    network = new FaultyNetwork(new MemoryNetwork(runtime, usual), usual);
  }

  @Override
  public TemperaRuntime runtime() {
    return runtime;
  }

  /** The same, for whoever drives it. */
  public VirtualRuntime virtualRuntime() {
    return runtime;
  }

  /** {@inheritDoc} Hosts are 0 to 65 534. */
  @Override
  public InetSocketAddress address(int host) {
    return new InetSocketAddress(name(host), PORT);
  }

  @Override
  public BearerFactory bearers(int host) {
    return network.network().host(name(host));
  }

  private static String name(int host) {
    return "10.0." + (host + 1) / 256 + "." + (host + 1) % 256;
  }

  @Override
  public Optional<FaultyNetwork> faults() {
    return Optional.of(network);
  }

  /**
   * Checks that nothing is left: no task, timer, listener, connection or dial, and nothing thrown
   * that nobody caught.
   */
  public void assertNothingLeft() {
    runtime.assertNothingLeft();
    network.network().assertNothingLeft();
  }
}

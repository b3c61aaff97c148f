package io.tempera.simulation;

import io.tempera.bearer.BearerFactory;
import io.tempera.runtime.TemperaRuntime;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Where nodes live: time and threads, sockets, and an address for each host. */
public interface World {
  /** Time, tasks and chance. */
  TemperaRuntime runtime();

  /** The sockets of a host. */
  BearerFactory bearers(int host);

  /** Where the node of a host listens. */
  InetSocketAddress address(int host);

  /** The network, where it is one on which faults can be made. */
  Optional<FaultyNetwork> faults();
}

package io.tempera.simulation;

import io.tempera.testkit.MemoryConnection;
import io.tempera.testkit.MemoryNetwork;
import io.tempera.testkit.MemorySettings;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A network in memory on which connections between two hosts can be made to fail. */
public final class FaultyNetwork {
  private final MemoryNetwork network;
  private final Map<String, Consumer<MemoryConnection>> next = new LinkedHashMap<>();
  private final Map<String, MemorySettings> conditions = new LinkedHashMap<>();
  private final Set<String> parted = new LinkedHashSet<>();

  /** On which all is well. */
  FaultyNetwork(MemoryNetwork network, MemorySettings usual) {
    this.network = network;
    network.conditions(
        id -> Optional.ofNullable(conditions.get(pair(id.local(), id.remote()))).orElse(usual));
    network.whenOpened(
        opened -> {
          String pair = pair(opened.dialled().local(), opened.dialled().remote());
          Optional.ofNullable(next.remove(pair)).ifPresent(fault -> fault.accept(opened));
          if (parted.contains(pair)) {
            opened.cut();
          }
        });
  }

  /** Whose faults these are. */
  public MemoryNetwork network() {
    return network;
  }

  /** The open connections between two hosts, whoever dialled. */
  public List<MemoryConnection> between(InetSocketAddress one, InetSocketAddress other) {
    String pair = pair(one, other);
    return network.connections().stream()
        .filter(c -> pair.equals(pair(c.dialled().local(), c.dialled().remote())))
        .toList();
  }

  /** Lets something happen to the next connection between two hosts, before a byte has passed. */
  public void toTheNext(
      InetSocketAddress one, InetSocketAddress other, Consumer<MemoryConnection> fault) {
    next.put(pair(one, other), fault);
  }

  /** Cuts what there is between two hosts, and each new connection, until they are mended. */
  public void part(InetSocketAddress one, InetSocketAddress other) {
    parted.add(pair(one, other));
    between(one, other).forEach(MemoryConnection::cut);
  }

  /** Connections between two hosts are possible again. */
  public void mend(InetSocketAddress one, InetSocketAddress other) {
    parted.remove(pair(one, other));
  }

  /** How connections between two hosts behave that are dialled from now on. */
  public void conditions(InetSocketAddress one, InetSocketAddress other, MemorySettings settings) {
    conditions.put(pair(one, other), settings);
  }

  /** Two hosts, whichever dials. */
  private static String pair(SocketAddress one, SocketAddress other) {
    String a = host(one);
    String b = host(other);
    return a.compareTo(b) < 0 ? a + " " + b : b + " " + a;
  }

  private static String host(SocketAddress address) {
    return ((InetSocketAddress) address).getAddress().getHostAddress();
  }
}

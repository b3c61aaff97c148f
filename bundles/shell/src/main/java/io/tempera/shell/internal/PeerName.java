package io.tempera.shell.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.bearer.Endpoint;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds what an operator means by a peer's name. The first of these that fits anything decides: the
 * whole connection ({@code 'local<->remote'}, in quotes), the remote address, its port, the
 * beginning of the remote address.
 */
final class PeerName {
  private static final List<BiPredicate<ConnectionId, String>> RULES =
      List.of(
          (id, name) -> id.toString().equals(name),
          (id, name) -> ConnectionId.text(id.remote()).equals(name),
          (id, name) -> portOf(id).equals(name.startsWith(":") ? name.substring(1) : name),
          (id, name) -> ConnectionId.text(id.remote()).startsWith(name));

  private PeerName() {}

  /**
   * The one thing that is meant.
   *
   * @param things what there is, and its connection by {@code connection}
   * @throws CommandFailed when it is none of them, or several; the sentence lists what there is
   */
  static <T> T find(String typed, List<T> things, Function<T, ConnectionId> connection) {
    String name = canonical(typed);
    for (BiPredicate<ConnectionId, String> rule : RULES) {
      List<T> meant =
          things.stream().filter(thing -> rule.test(connection.apply(thing), name)).toList();
      if (meant.size() == 1) {
        return meant.getFirst();
      }
      if (!meant.isEmpty()) {
        throw new CommandFailed(
            "'" + name + "' may mean each of " + list(meant, connection) + ": write more of it.");
      }
    }
    throw new CommandFailed(
        "There is no peer '"
            + name
            + "'"
            + (things.isEmpty() ? ", and no other either." : ", only " + list(things, connection))
            + (things.isEmpty() ? "" : "."));
  }

  /** An IPv6 address as connections show it: many ways of writing it mean the same. */
  private static String canonical(String typed) {
    if (!typed.startsWith("[") || typed.contains("<->")) {
      return typed;
    }
    try {
      // In brackets this is an address or an error, and nobody is asked for a name.
      return ConnectionId.text(Endpoint.parse(typed).resolve());
    } catch (IllegalArgumentException | UnknownHostException beginning) {
      return typed;
    }
  }

  private static <T> String list(List<T> things, Function<T, ConnectionId> connection) {
    List<ConnectionId> ids = things.stream().map(connection).toList();
    boolean byRemote = ids.stream().map(ConnectionId::remote).distinct().count() == ids.size();
    return ids.stream()
        .map(id -> byRemote ? ConnectionId.text(id.remote()) : quoted(id))
        .collect(Collectors.joining(", "));
  }

  /** As it is typed: without quotes the shell takes the arrows for files to read and write. */
  static String quoted(ConnectionId id) {
    return "'" + id + "'";
  }

  private static String portOf(ConnectionId id) {
    return id.remote() instanceof InetSocketAddress inet ? Integer.toString(inet.getPort()) : "";
  }
}

package io.tempera.shell.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.bearer.Endpoint;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
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
        throw ambiguous(name, meant.stream().map(connection).toList());
      }
    }
    throw new CommandFailed(
        "There is no peer '"
            + name
            + "'"
            + (things.isEmpty()
                ? ", and no other either."
                : ", only " + list(things.stream().map(connection).toList()) + "."));
  }

  /**
   * The one that has ended and is meant: where several had the same remote address, the last of
   * them. Empty where the name fits none of them, or no worse one that is there.
   *
   * @param ended the last one first
   * @throws CommandFailed when it may mean several of different addresses
   */
  static Optional<ConnectionId> ended(
      String typed, List<ConnectionId> there, List<ConnectionId> ended) {
    String name = canonical(typed);
    for (BiPredicate<ConnectionId, String> rule : RULES) {
      if (there.stream().anyMatch(id -> rule.test(id, name))) {
        return Optional.empty();
      }
      List<ConnectionId> meant = ended.stream().filter(id -> rule.test(id, name)).toList();
      if (meant.stream().map(ConnectionId::remote).distinct().count() > 1) {
        throw ambiguous(name, meant);
      }
      if (!meant.isEmpty()) {
        return Optional.of(meant.getFirst());
      }
    }
    return Optional.empty();
  }

  private static CommandFailed ambiguous(String name, List<ConnectionId> meant) {
    return new CommandFailed(
        "'"
            + name
            + "' may mean each of several: write one of these"
            + (byRemote(meant) ? ": " : ", with the quotes: ")
            + list(meant));
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

  private static boolean byRemote(List<ConnectionId> ids) {
    return ids.stream().map(ConnectionId::remote).distinct().count() == ids.size();
  }

  private static String list(List<ConnectionId> ids) {
    return byRemote(ids)
        ? ids.stream().map(id -> ConnectionId.text(id.remote())).collect(Collectors.joining(", "))
        : ids.stream().map(PeerName::quoted).collect(Collectors.joining(" "));
  }

  /** As it is typed: without quotes the shell takes the arrows for files to read and write. */
  static String quoted(ConnectionId id) {
    return "'" + id + "'";
  }

  private static String portOf(ConnectionId id) {
    return id.remote() instanceof InetSocketAddress inet ? Integer.toString(inet.getPort()) : "";
  }
}

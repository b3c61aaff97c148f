package io.tempera.peer.book.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.bearer.Endpoint;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Addresses, connections and settings, as tests write them. */
final class Peers {
  static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  private Peers() {}

  static InetSocketAddress at(String text) {
    try {
      return ((Endpoint.Host) Endpoint.parse(text)).resolve();
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  static List<InetSocketAddress> all(String... texts) {
    return Stream.of(texts).map(Peers::at).toList();
  }

  /** So many peers: {@code 10.1.0.1:3001} and up. */
  static List<InetSocketAddress> many(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(Peers::one).toList();
  }

  static InetSocketAddress one(int number) {
    return at("10.1." + number / 256 + "." + number % 256 + ":3001");
  }

  /** A connection from this node, at 10.0.0.1:3001, to a peer. */
  static ConnectionId to(String remote) {
    return new ConnectionId(at("10.0.0.1:3001"), at(remote));
  }

  static PeerBookSettings named(String... known) {
    return with(Optional.empty(), 1_000, known);
  }

  static PeerBookSettings in(Path file, int most) {
    return with(Optional.of(file), most);
  }

  private static PeerBookSettings with(Optional<Path> file, int most, String... known) {
    List<Endpoint.Host> hosts =
        Stream.of(known).map(text -> (Endpoint.Host) Endpoint.parse(text)).toList();
    return new PeerBookSettings(file, hosts, most, TEN_MINUTES, 10, 10);
  }

  /** A peer tells of others. */
  static void tell(StoredPeerBook book, String teacher, List<InetSocketAddress> peers) {
    try (var questions = book.questions(to(teacher), () -> {})) {
      questions.learned(peers);
    }
  }

  static List<InetSocketAddress> learned(StoredPeerBook book) {
    return book.entries().stream().filter(entry -> !entry.known()).map(BookEntry::address).toList();
  }
}

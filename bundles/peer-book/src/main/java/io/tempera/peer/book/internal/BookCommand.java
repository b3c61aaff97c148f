package io.tempera.peer.book.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.failure.CommandRefused;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The shell command {@code tempera:book}. The shell finds it by its properties, so that this bundle
 * needs none.
 */
@Component(
    service = BookCommand.class,
    property = {
      "osgi.command.scope=tempera",
      "osgi.command.function=book",
      "io.tempera.command.help=book: the peers that others may be told of, and those that were learned"
    })
public final class BookCommand {
  /** The longest text of an address and a port: full IPv6 with brackets has 47 characters. */
  private static final String ROW = "%-47s  %-8s  %s";

  private final StoredPeerBook book;

  /** Takes what is behind the command. */
  @Activate
  public BookCommand(@Reference StoredPeerBook book) {
    this.book = book;
  }

  /** The peers in the book, one a line, and where they are kept. */
  public String book(String... arguments) {
    if (arguments.length > 0) {
      throw CommandRefused.misused("tempera:book", "it takes no argument");
    }
    List<BookEntry> entries = book.entries();
    String where =
        book.file()
            .map(file -> "the learned ones are kept in " + file)
            .orElse("they are kept in memory only");
    String title = entries.size() + (entries.size() == 1 ? " peer; " : " peers; ") + where;
    return entries.isEmpty()
        ? title
        : title
            + row("PEER", "FROM", "TOLD TO OTHERS")
            + entries.stream().map(BookCommand::row).collect(Collectors.joining());
  }

  private static String row(BookEntry entry) {
    return row(
        ConnectionId.text(entry.address()),
        entry.known() ? "settings" : "a peer",
        entry.shared() ? "yes" : "no, as this node has not spoken with it");
  }

  private static String row(String peer, String from, String told) {
    return "\n" + String.format(Locale.ROOT, ROW, peer, from, told).stripTrailing();
  }
}

package io.tempera.peer.book.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.bearer.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The learned peers in a file: a first line that says what it is, then one address a line, oldest
 * first. It is written whole, beside the file, forced to the disk, and put in its place in one
 * step: whenever the process is killed, the file is the one before or the one after.
 *
 * <p>Two versions of this bundle have one file while one is deployed beside the other. Whoever
 * writes has a lock on a third file for that long, and takes over first what the other has written,
 * so that neither loses what only the other one was told.
 */
final class BookFile {
  /** The first line. */
  static final String HEADING = "# Tempera: learned peers, version 1\n";

  /** More than the largest book needs. */
  private static final long MOST_BYTES = 16 << 20;

  private static final Pattern IPV4 =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");

  private final Path file;
  private final Path fresh;
  private final Path guard;

  /** What it had when it was read or written here for the last time. */
  private List<InetSocketAddress> last = List.of();

  BookFile(Path file) {
    this.file = file;
    this.fresh = beside(".new");
    // Not the fresh one, which becomes the file under whoever waits for its lock.
    this.guard = beside(".lock");
  }

  private Path beside(String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }

  /**
   * What was read.
   *
   * @param peers oldest first
   * @param complaints a sentence for each line that was ignored
   */
  record Contents(List<InetSocketAddress> peers, List<String> complaints) {}

  /**
   * Reads it. A line that is damaged is ignored, and so is a last one that has no end, as it may be
   * a part of an address only.
   *
   * @throws IOException when it cannot be read, or is something else: then it is not to be written
   */
  Contents read() throws IOException {
    Contents contents = contents();
    last = List.copyOf(contents.peers());
    return contents;
  }

  private Contents contents() throws IOException {
    List<InetSocketAddress> peers = new ArrayList<>();
    List<String> complaints = new ArrayList<>();
    if (!Files.exists(file)) {
      return new Contents(peers, complaints);
    }
    String text = text();
    int at = Math.min(HEADING.length(), text.length());
    if (!text.substring(0, at).equals(HEADING.substring(0, at))) {
      throw new IOException(file + " is something else than a peer book; name another file");
    }
    for (int line = 2, end; at < text.length(); line++, at = end + 1) {
      end = text.indexOf('\n', at);
      if (end < 0) {
        complaints.add(file + ", line " + line + " is cut off, and ignored");
        break;
      }
      try {
        peers.add(parse(text.substring(at, end)));
      } catch (IllegalArgumentException damaged) {
        complaints.add(file + ", line " + line + " is ignored: " + damaged.getMessage());
      }
    }
    if (!text.isEmpty() && text.length() < HEADING.length()) {
      complaints.add(file + ", line 1 is cut off: nothing is left of the book");
    }
    return new Contents(peers, complaints);
  }

  /**
   * Writes it, unless another one does just now. Blocks until it is on the disk. By one thread at a
   * time.
   *
   * @param others is given the peers that another one has written meanwhile, before {@code peers}
   *     is asked; those of them are to be in it
   * @return whether it was written
   * @throws IOException when it cannot be written, or has become something else
   */
  boolean write(Consumer<List<InetSocketAddress>> others, Supplier<List<InetSocketAddress>> peers)
      throws IOException {
    Files.createDirectories(file.getParent());
    try (FileChannel channel =
            FileChannel.open(guard, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        return false; // Another process.
      }
      others.accept(writtenByOthers());
      List<InetSocketAddress> all = peers.get();
      write(all);
      last = all;
      return true;
    } catch (OverlappingFileLockException otherVersion) {
      return false;
    }
  }

  private List<InetSocketAddress> writtenByOthers() throws IOException {
    Set<InetSocketAddress> written = new LinkedHashSet<>(contents().peers());
    last.forEach(written::remove);
    return List.copyOf(written);
  }

  private void write(List<InetSocketAddress> peers) throws IOException {
    StringBuilder text = new StringBuilder(HEADING);
    peers.forEach(peer -> text.append(ConnectionId.text(peer)).append('\n'));
    try (FileChannel to =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        to.write(bytes);
      }
      to.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Its path. */
  @Override
  public String toString() {
    return file.toString();
  }

  private String text() throws IOException {
    long size = Files.size(file);
    if (size > MOST_BYTES) {
      throw new IOException(
          file + " has " + size + " bytes, which no peer book has; name another file");
    }
    // One character for each byte, whatever they are.
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  /** Reads an address; names are none, so that nothing is looked up. */
  private static InetSocketAddress parse(String line) {
    if (Endpoint.parseRemote(line) instanceof Endpoint.Host host) {
      try {
        if (host.host().contains(":")) {
          return host.resolve();
        } else if (IPV4.matcher(host.host()).matches()) {
          return new InetSocketAddress(InetAddress.getByAddress(ipv4(host.host())), host.port());
        }
      } catch (UnknownHostException e) {
        // Said below.
      }
    }
    throw new IllegalArgumentException("'" + line + "' is no address");
  }

  private static byte[] ipv4(String text) throws UnknownHostException {
    int[] parts = Stream.of(text.split("\\.")).mapToInt(Integer::parseInt).toArray();
    byte[] bytes = new byte[parts.length];
    for (int i = 0; i < parts.length; i++) {
      if (parts[i] > 0xff) {
        throw new UnknownHostException(text);
      }
      bytes[i] = (byte) parts[i];
    }
    return bytes;
  }
}

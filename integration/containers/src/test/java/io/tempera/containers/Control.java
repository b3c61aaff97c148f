package io.tempera.containers;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A client of a node's control socket. */
final class Control implements Closeable {
  private static final char MARK = '\u0004';

  /** Each is a round trip, so that this is seconds. */
  private static final int MOST_QUESTIONS = 5_000;

  private final SocketChannel channel;
  private final BufferedReader in;

  /** Where a node's socket is. */
  static Path socket(Path base) {
    return base.resolve("data/control/shell.sock");
  }

  /**
   * Connects.
   *
   * @param base of the node
   */
  Control(Path base) throws IOException {
    channel = SocketChannel.open(UnixDomainSocketAddress.of(socket(base)));
    in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
  }

  /** Sends as it is. */
  void say(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** The lines up to the first that fits, with that one. */
  List<String> until(Predicate<String> last) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      lines.add(line);
      if (last.test(line)) {
        return lines;
      }
    }
    throw new EOFException("The node hung up after " + lines);
  }

  /** Says no more, takes what is still said, and waits until the node has hung up. */
  void leave() throws IOException {
    channel.shutdownOutput();
    while (in.readLine() != null) {
      // Whatever it is.
    }
  }

  static boolean isEnd(String line) {
    return line.equals(MARK + " ok") || line.equals(MARK + " error");
  }

  /** What the node answers to a line, which it can do. */
  String ok(String line) throws IOException {
    return answer(line, " ok");
  }

  /**
   * What it answers as soon as the answer fits: halves say where they are on tasks of their own.
   */
  String okOnceItFits(String line, String pattern) throws IOException {
    String answer = ok(line);
    for (int asked = 1; !Pattern.compile(pattern).matcher(answer).find(); asked++) {
      if (asked == MOST_QUESTIONS) {
        throw new AssertionError(line + " was never answered with " + pattern + ": " + answer);
      }
      answer = ok(line);
    }
    return answer;
  }

  /** What it answers to one that it cannot do. */
  String fails(String line) throws IOException {
    return answer(line, " error");
  }

  private String answer(String line, String end) throws IOException {
    say(line + "\n");
    List<String> lines = until(Control::isEnd);
    if (!lines.getLast().endsWith(end)) {
      throw new AssertionError(line + " was answered with " + lines);
    }
    return String.join("\n", lines.subList(0, lines.size() - 1));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

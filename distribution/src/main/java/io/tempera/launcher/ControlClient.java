package io.tempera.launcher;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Has a running node execute shell commands, over its control socket: a line each, answered by
 * lines of text and a last line that is 0x04 followed by {@code ok} or {@code error}. One that is
 * followed by {@code input} says that the command waits for a line: here, for a key.
 */
final class ControlClient implements Closeable {
  private static final char MARK = '\u0004';
  private static final String INPUT = " input";

  private final SocketChannel channel;
  private final Typed typed;
  private final BufferedReader in;
  private final Writer commands;

  private ControlClient(SocketChannel channel, Typed typed) {
    this.channel = channel;
    this.typed = typed;
    this.in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    this.commands = Channels.newWriter(channel, StandardCharsets.UTF_8);
  }

  /**
   * A conversation with a node.
   *
   * @param typed what whoever uses it types
   */
  static ControlClient connect(Path socket, Typed typed) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      return new ControlClient(channel, typed);
    } catch (IOException e) {
      channel.close();
      throw new NoNodeException(
          "No node answers on " + socket + " (" + e.getMessage() + "): is it running?", e);
    }
  }

  /** The same, where nobody types. */
  static ControlClient connect(Path socket) throws IOException {
    return connect(socket, new Typed(InputStream.nullInputStream(), false));
  }

  /** Executes one line, passes on what it answers, and returns whether it went well. */
  boolean execute(String line, Consumer<String> answers) throws IOException {
    try {
      commands.write(line + "\n");
      commands.flush();
    } catch (IOException gone) {
      throw new IOException("the node has ended", gone);
    }
    for (String answer = in.readLine(); answer != null; answer = in.readLine()) {
      if (answer.isEmpty() || answer.charAt(0) != MARK) {
        answers.accept(answer);
      } else if (answer.endsWith(INPUT)) {
        typed.key(this::endInput);
      } else {
        typed.giveUp();
        return answer.endsWith("ok");
      }
    }
    throw new IOException("the node ended while it answered");
  }

  /** A key was pressed, or none will be any more. */
  private void endInput() {
    try {
      commands.write("\n");
      commands.flush();
    } catch (IOException gone) {
      // Whoever reads the answers finds that out, too.
    }
  }

  /** Executes lines until the input ends or says exit; prompts where there is a terminal. */
  int converse(PrintStream out) throws IOException {
    boolean ok = true;
    while (true) {
      if (typed.isTerminal()) {
        out.print("tempera> ");
        out.flush();
      }
      Optional<String> line = typed.line().filter(text -> !text.strip().equals("exit"));
      if (line.isEmpty()) {
        return ok ? Main.OK : Main.FAILED;
      }
      if (!line.get().isBlank()) {
        ok = execute(line.get(), out::println);
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

package io.tempera.launcher;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Writer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Has a running node execute shell commands, over its control socket: a line each, answered by
 * lines of text and a last line that is 0x04 followed by {@code ok} or {@code error}.
 */
final class ControlClient implements Closeable {
  private static final char END = '\u0004';

  private final SocketChannel channel;
  private final BufferedReader in;
  private final Writer commands;

  private ControlClient(SocketChannel channel) {
    this.channel = channel;
    this.in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    this.commands = Channels.newWriter(channel, StandardCharsets.UTF_8);
  }

  static ControlClient connect(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      return new ControlClient(channel);
    } catch (IOException e) {
      channel.close();
      throw new NoNodeException(
          "No node answers on " + socket + " (" + e.getMessage() + "): is it running?", e);
    }
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
      if (!answer.isEmpty() && answer.charAt(0) == END) {
        return answer.endsWith("ok");
      }
      answers.accept(answer);
    }
    throw new IOException("the node ended while it answered");
  }

  /** Executes lines until the input ends or says exit; prompts when the script saw a terminal. */
  int converse(InputStream input, PrintStream out) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
    boolean prompt = Boolean.getBoolean("tempera.terminal");
    boolean ok = true;
    while (true) {
      if (prompt) {
        out.print("tempera> ");
        out.flush();
      }
      String line = lines.readLine();
      if (line == null || line.strip().equals("exit")) {
        return ok ? Main.OK : Main.FAILED;
      }
      if (!line.isBlank()) {
        ok = execute(line, out::println);
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

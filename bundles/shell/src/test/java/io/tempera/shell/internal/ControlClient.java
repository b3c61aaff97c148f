package io.tempera.shell.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a client of the control socket does. */
final class ControlClient implements AutoCloseable {
  private final SocketChannel channel;
  private final BufferedReader in;

  ControlClient(Path socket) throws IOException {
    channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
  }

  void send(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** The lines of the next answer, its end included; what there is when the node hangs up. */
  List<String> answer() throws IOException {
    List<String> lines = new ArrayList<>();
    try {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line);
        if (line.charAt(0) == AnswerStream.MARK) {
          break;
        }
      }
    } catch (SocketException reset) {
      // How a hang-up looks while something of ours was not read yet.
    }
    return lines;
  }

  /** The beginning of an answer. */
  int firstLetter() throws IOException {
    return in.read();
  }

  List<String> ask(String line) throws IOException {
    send(line + "\n");
    return answer();
  }

  /** Says that nothing more will come, and goes on listening. */
  void endInput() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

package io.tempera.benchmarks.idle;

import io.tempera.benchmarks.Console;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that keeps many connections open: it says what there is to say on each, tells that it
 * is ready, and closes all when its input ends.
 */
public final class IdleClients {
  /** Said when every connection has fallen silent. */
  static final String READY = "ready";

  private IdleClients() {}

  /** Takes a {@link Talk}, a port of the loopback interface, and a number of connections. */
  public static void main(String[] arguments) throws IOException {
    Talk talk = Talk.valueOf(arguments[0]);
    InetAddress host = InetAddress.getLoopbackAddress();
    InetSocketAddress server = new InetSocketAddress(host, Integer.parseInt(arguments[1]));
    List<SocketChannel> open = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
      open.add(connect(talk, server));
    }
    Console.out().println(READY);
    System.in.transferTo(OutputStream.nullOutputStream());
    for (SocketChannel channel : open) {
      channel.close();
    }
  }

  private static SocketChannel connect(Talk talk, InetSocketAddress server) throws IOException {
    SocketChannel channel = SocketChannel.open(server);
    for (int line = 0; line < talk.lines(); line++) {
      ByteBuffer said = talk.said(line);
      while (said.hasRemaining()) {
        channel.write(said);
      }
      ByteBuffer answer = talk.answer(line);
      while (answer.hasRemaining()) {
        if (channel.read(answer) < 0) {
          throw new IOException("The server hung up in line " + line + " of " + talk);
        }
      }
    }
    return channel;
  }
}

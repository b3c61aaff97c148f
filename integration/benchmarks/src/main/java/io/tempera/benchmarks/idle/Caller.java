package io.tempera.benchmarks.idle;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A client's end of one connection, on a plain socket: the same for every server. Blocks. */
public final class Caller implements AutoCloseable {
  /** Far beyond any answer: a server that is silent for so long has lost the connection. */
  private static final int PATIENCE_MILLIS = 30_000;

  private final Talk talk;
  private final Socket socket;

  private Caller(Talk talk, Socket socket) {
    this.talk = talk;
    this.socket = socket;
  }

  /**
   * Connects, says all that there is to say, and has each answer.
   *
   * @param port of the loopback interface
   * @throws IOException also when the server hangs up or says nothing
   */
  public static Caller connect(Talk talk, int port) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      // Closing resets, so that no port is left in the kernel's time-wait.
      socket.setSoLinger(true, 0);
      InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      socket.connect(server, PATIENCE_MILLIS);
      Caller caller = new Caller(talk, socket);
      for (int line = 0; line < talk.lines(); line++) {
        caller.say(line);
      }
      return caller;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * One more round of the last thing that it said: a ping, or a round of keep-alive.
   *
   * @throws IOException also when the server has hung up, or says nothing
   */
  public void speak() throws IOException {
    say(talk.lines() - 1);
  }

  private void say(int line) throws IOException {
    socket.getOutputStream().write(talk.said(line));
    int expected = talk.answer(line);
    int arrived = socket.getInputStream().readNBytes(expected).length;
    if (arrived < expected) {
      throw new IOException(
          "The server hung up after "
              + arrived
              + " of "
              + expected
              + " bytes of its answer to line "
              + line
              + " of "
              + talk);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

package io.tempera.testkit;

import io.tempera.testkit.BearerContract.RawPipe;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;

/** A plain socket of the JDK as the other side in a contract test on real time. */
public final class SocketPipe implements RawPipe {
  /** A safety net: milliseconds of waiting for one read. */
  private static final int READ_TIMEOUT = 60_000;

  private final Socket socket;

  private SocketPipe(Socket socket) {
    this.socket = socket;
  }

  /** Connects. */
  public static SocketPipe connect(SocketAddress remote) throws IOException {
    InetSocketAddress inet = (InetSocketAddress) remote;
    Socket socket = new Socket(inet.getAddress(), inet.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(READ_TIMEOUT);
    return new SocketPipe(socket);
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  @Override
  public byte[] read(int count) throws IOException {
    return socket.getInputStream().readNBytes(count);
  }

  @Override
  public void shutdownOutput() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

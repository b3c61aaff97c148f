package io.tempera.testkit;

import io.tempera.testkit.BearerContract.Ending;
import io.tempera.testkit.BearerContract.RawPipe;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * A plain socket of the JDK as the other side in a contract test on real time: TCP or Unix. It
 * blocks without a limit of its own, but an interrupt (such as that of a test's timeout) ends it.
 */
public final class SocketPipe implements RawPipe {
  private final SocketChannel channel;

  private SocketPipe(SocketChannel channel) {
    this.channel = channel;
  }

  /** Connects. */
  public static SocketPipe connect(SocketAddress remote) throws IOException {
    SocketChannel channel = SocketChannel.open(remote);
    if (remote instanceof InetSocketAddress) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
    return new SocketPipe(channel);
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  @Override
  public byte[] read(int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("after " + buffer.position() + " of " + count + " bytes");
      }
    }
    return buffer.array();
  }

  @Override
  public Ending awaitEnd() throws IOException {
    ByteBuffer rest = ByteBuffer.allocate(65_536);
    try {
      while (channel.read(rest.clear()) >= 0) {
        // What came before the end.
      }
      return Ending.FIN;
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains("reset")) {
        return Ending.RESET;
      }
      throw e;
    }
  }

  /** Writes until the other side takes nothing any more; what the system says then. */
  public IOException awaitFailedWrite() {
    try {
      while (true) {
        write(new byte[1]);
      }
    } catch (IOException e) {
      return e;
    }
  }

  @Override
  public void shutdownOutput() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public void reset() throws IOException {
    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    channel.close();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

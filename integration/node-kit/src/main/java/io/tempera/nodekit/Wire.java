package io.tempera.nodekit;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.HexFormat;

/** One end of a TCP connection that a test plays itself, SDU by SDU. */
public final class Wire implements AutoCloseable {
  /** Longer than any limit that a test waits for, such as the handshake's 10 s. */
  private static final int READ_LIMIT_MS = 30_000;

  private final Socket socket;
  private final int localPort;
  private final DataInputStream in;

  /** Asked for once: a socket whose output was shut down does not give it any more. */
  private final OutputStream out;

  private volatile boolean resetSeen;

  private Wire(Socket socket) throws IOException {
    this.socket = socket;
    this.localPort = socket.getLocalPort();
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(READ_LIMIT_MS);
    this.in = new DataInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /** Connects to a node. */
  public static Wire connect(InetSocketAddress node) throws IOException {
    Socket socket = new Socket();
    socket.connect(node);
    return new Wire(socket);
  }

  /** Connects to a node from another address of this machine, such as 127.0.0.2. */
  public static Wire connect(InetSocketAddress node, InetAddress from) throws IOException {
    Socket socket = new Socket();
    try {
      socket.bind(new InetSocketAddress(from, 0));
      socket.connect(node, READ_LIMIT_MS);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    return new Wire(socket);
  }

  /** Waits until a node connects. */
  public static Wire accept(ServerSocket server) throws IOException {
    server.setSoTimeout(READ_LIMIT_MS);
    return new Wire(server.accept());
  }

  /** By which the other side's traces name this connection, closed or not. */
  public int localPort() {
    return localPort;
  }

  /** Writes one SDU. */
  public void send(Sdu sdu) throws IOException {
    sendRaw(sdu.bytes());
  }

  /**
   * Writes bytes as they are. Once they are written it has succeeded, whatever another thread does
   * with this end upon what they bring about.
   */
  public void sendRaw(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  /**
   * Writes bytes although the other side may have reset the connection.
   *
   * @return whether they could be written
   */
  public boolean sendInVain(byte[] bytes) {
    try {
      sendRaw(bytes);
      return true;
    } catch (IOException gone) {
      // The system tells of a reset once only.
      resetSeen = true;
      return false;
    }
  }

  /** The next SDU; its payload may have been cut or joined in other ways than the test expects. */
  public Sdu receive() throws IOException {
    in.readInt();
    int protocol = in.readUnsignedShort();
    byte[] payload = new byte[in.readUnsignedShort()];
    in.readFully(payload);
    return new Sdu(protocol & 0x7fff, (protocol & 0x8000) != 0, HexFormat.of().formatHex(payload));
  }

  /** Waits until the other side closes, in whatever way, and returns how many bytes came before. */
  public int awaitEnd() throws IOException {
    int count = 0;
    try {
      while (in.read() >= 0) {
        count++;
      }
      return count;
    } catch (EOFException | SocketException reset) {
      return count;
    }
  }

  /**
   * Waits until the other side resets the connection, and drops what comes before.
   *
   * @return how many bytes came before
   * @throws AssertionError when it ends with a FIN instead
   */
  public int awaitReset() throws IOException {
    int count = 0;
    try {
      while (in.read() >= 0) {
        count++;
      }
    } catch (SocketException reset) {
      return count;
    }
    if (resetSeen) {
      return count;
    }
    throw new AssertionError("The connection ended with a FIN behind " + count + " bytes");
  }

  /** How many bytes have arrived that were not received. */
  public int available() throws IOException {
    return in.available();
  }

  /** Reads from now on wait as long as it takes, for whoever serves and asks for nothing. */
  public void waitForEver() throws IOException {
    socket.setSoTimeout(0);
  }

  /** Ends the output: the other side sees a FIN. Reading goes on. */
  public void shutDownOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** Resets the connection, as the reference does. Idempotent. */
  @Override
  public void close() throws IOException {
    if (socket.isClosed()) {
      return;
    }
    socket.setSoLinger(true, 0);
    socket.close();
  }
}

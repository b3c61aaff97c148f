package io.tempera.nodekit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class WireTest {
  private static final Sdu ANSWER = Sdu.fromResponder(8, "82010000");
  private static final Sdu QUESTION = Sdu.fromInitiator(8, "82000001");

  /** A socket whose output another thread shuts down as soon as what was written is answered. */
  private static final class HalfClosed extends Socket {
    @Override
    public OutputStream getOutputStream() throws IOException {
      return new FilterOutputStream(super.getOutputStream()) {
        @Override
        public void write(byte[] bytes) throws IOException {
          out.write(bytes);
          shutdownOutput();
        }
      };
    }
  }

  private static final class Server extends ServerSocket {
    Server() throws IOException {
      super(0, 1, InetAddress.getLoopbackAddress());
    }

    @Override
    public Socket accept() throws IOException {
      Socket socket = new HalfClosed();
      implAccept(socket);
      return socket;
    }
  }

  @Test
  void whatWasWrittenWasSentAlthoughTheOutputIsShutDownBeforeTheCallReturns() throws Exception {
    try (ServerSocket server = new Server();
        Wire node = Wire.connect((InetSocketAddress) server.getLocalSocketAddress());
        Wire peer = Wire.accept(server)) {
      peer.send(ANSWER);
      assertThat(node.receive()).isEqualTo(ANSWER);
      node.send(QUESTION);
      assertThat(peer.receive()).isEqualTo(QUESTION);
    }
  }
}

package io.tempera.containers;

import io.tempera.connection.ListeningAddress;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HexFormat;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/** How a test inside a container looks at the node around it. */
final class Probe {
  private static final int LIMIT_MS = 30_000;

  private Probe() {}

  /** A service, for which it waits if need be. */
  static <T> T service(BundleContext context, Class<T> type) throws InterruptedException {
    ServiceTracker<T, T> tracker = new ServiceTracker<>(context, type, null);
    tracker.open();
    try {
      T service = tracker.waitForService(LIMIT_MS);
      if (service == null) {
        throw new AssertionError("No service " + type.getName() + " within " + LIMIT_MS + " ms");
      }
      return service;
    } finally {
      tracker.close();
    }
  }

  /**
   * Shows that the node works: connects to it, negotiates, and has a keep-alive request answered.
   */
  static void keepAliveRound(BundleContext context) throws Exception {
    InetSocketAddress node = (InetSocketAddress) service(context, ListeningAddress.class).address();
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(LIMIT_MS);
      socket.connect(node);
      expect(
          socket, "0000000000000011" + "8200a20e84182af500f40f84182af500f4", "83010f84182af500f4");
      expect(socket, "0000000000080003" + "820007", "820107");
    }
  }

  private static void expect(Socket socket, String sdu, String payload) throws IOException {
    socket.getOutputStream().write(HexFormat.of().parseHex(sdu));
    DataInputStream in = new DataInputStream(socket.getInputStream());
    in.skipNBytes(6);
    byte[] answer = new byte[in.readUnsignedShort()];
    in.readFully(answer);
    if (!HexFormat.of().formatHex(answer).equals(payload)) {
      throw new AssertionError(HexFormat.of().formatHex(answer) + " instead of " + payload);
    }
  }
}

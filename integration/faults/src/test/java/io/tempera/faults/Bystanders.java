package io.tempera.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.nodekit.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Connections that do nothing wrong: one keeps alive, one echoes. */
final class Bystanders implements AutoCloseable {
  /** Cookies and words from here on: two bytes on the wire. */
  private static final int FIRST = 0x100;

  private static final int COUNT = 0x7000;

  private final Wire keepingAlive;
  private final Wire echoing;
  private int rounds;

  Bystanders(InetSocketAddress node) throws Exception {
    keepingAlive = Wire.connect(node);
    play(keepingAlive, Proposals.agreed());
    echoing = Wire.connect(node);
    play(echoing, Proposals.agreedWithEcho());
    round();
  }

  static void play(Wire wire, Step... steps) throws Exception {
    for (Step step : steps) {
      step.play(wire);
    }
  }

  /** How many connections they are. */
  int count() {
    return 2;
  }

  /** A question and its answer on each. */
  void round() throws IOException {
    int word = FIRST + rounds++ % COUNT;
    keepingAlive.send(Talk.keepAliveRequest(word));
    echoing.send(Talk.echoRequest(word));
    assertThat(keepingAlive.receive()).isEqualTo(Talk.keepAliveResponse(word));
    assertThat(echoing.receive()).isEqualTo(Talk.echoResponse(word));
    // Whoever says anything must also keep alive: its responder waits from then on.
    echoing.send(Talk.keepAliveRequest(word));
    assertThat(echoing.receive()).isEqualTo(Talk.keepAliveResponse(word));
  }

  @Override
  public void close() throws IOException {
    keepingAlive.close();
    echoing.close();
  }
}

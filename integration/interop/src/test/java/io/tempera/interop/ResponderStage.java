package io.tempera.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.ConnectionManager;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.ConnectionView;
import io.tempera.inbound.InboundTrace;
import io.tempera.nodekit.FelixNode;
import io.tempera.nodekit.NodeTime;
import io.tempera.nodekit.Sdu;
import io.tempera.nodekit.Wire;
import io.tempera.trace.Trace;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * The node of the rows in which the initiator misbehaves: both directions, magic 42, versions 14
 * and 15, no peer sharing, idle timeout 5 s, time-wait 60 s. Its time stands still but for {@link
 * #pass}. A bystander on another connection keeps its round trips through all that happens.
 */
final class ResponderStage implements AutoCloseable {
  /** Both versions, magic 42, initiator only, no peer sharing, no query. */
  static final String PROPOSAL = "8200a20e84182af500f40f84182af500f4";

  /** The usual answer. */
  static final Sdu ACCEPT = Sdu.fromResponder(0, "83010f84182af500f4");

  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** Below the 97 s after which keep-alive gives a silent initiator up. */
  private static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(60);

  private static final Duration LAST_MOMENT = Duration.ofMillis(1);

  private final FelixNode node;
  private final NodeTime time;
  private final Wire bystander;
  private int rounds;

  ResponderStage() throws Exception {
    node = FelixNode.start(CapturedChain.in(new FelixNode.Settings().heldTime(), 0));
    time = node.time();
    bystander = negotiated();
    round();
  }

  NodeTime time() {
    return time;
  }

  FelixNode node() {
    return node;
  }

  /** A connection that the node has accepted, and on which it waits for a proposal. */
  Wire connect() throws Exception {
    Wire wire = Wire.connect(node.address());
    awaitState(wire, ConnectionState.UNNEGOTIATED_IN);
    return wire;
  }

  /** A connection with the usual proposal and the usual answer. */
  Wire negotiated() throws Exception {
    Wire wire = connect();
    wire.send(Sdu.fromInitiator(0, PROPOSAL));
    assertThat(wire.receive()).isEqualTo(ACCEPT);
    awaitState(wire, ConnectionState.INBOUND_IDLE_UNI);
    // Its idle time runs before this is said.
    awaitTrace(wire, InboundTrace.Transition.class, "not followed -> IDLE");
    return wire;
  }

  /** Lets time pass in the node, and sees that the bystander is still served. */
  void pass(Duration duration) throws Exception {
    Duration left = duration;
    while (left.isPositive()) {
      Duration step = left.compareTo(BETWEEN_ROUNDS) < 0 ? left : BETWEEN_ROUNDS;
      time.advance(step);
      round();
      left = left.minus(step);
    }
  }

  void round() throws IOException {
    int cookie = 0x100 + rounds++;
    String hex = "19%04x".formatted(cookie);
    bystander.send(Sdu.fromInitiator(8, "8200" + hex));
    assertThat(bystander.receive()).isEqualTo(Sdu.fromResponder(8, "8201" + hex));
  }

  /** The connection is open, and the node has said nothing on it that was not received. */
  void assertOpen(Wire wire) throws Exception {
    assertThat(node.service(ConnectionManager.class).connections())
        .filteredOn(view -> isOf(view, wire))
        .extracting(ConnectionView::state)
        .singleElement()
        .isNotIn(ConnectionState.TERMINATING, ConnectionState.TERMINATED);
    assertThat(wire.available()).as("bytes that nobody asked for").isZero();
  }

  private static boolean isOf(ConnectionView view, Wire wire) {
    return ((InetSocketAddress) view.remote()).getPort() == wire.localPort();
  }

  /**
   * The connection is reset at once, without a word on it, and the node says why; the bystander is
   * still there.
   */
  void assertEnds(Wire wire, String why) throws Exception {
    assertThat(wire.awaitReset()).as("bytes before the reset").isZero();
    node.traces()
        .await(
            ConnectionTrace.class,
            1,
            trace ->
                (trace instanceof ConnectionTrace.Closed
                        || trace instanceof ConnectionTrace.Refused)
                    && isOf(trace, wire)
                    && trace.text().contains(why),
            LIMIT);
    round();
  }

  /** The connection is open until exactly so much time has passed, and then reset. */
  void assertEndsAfter(Duration duration, Wire wire, String why) throws Exception {
    pass(duration.minus(LAST_MOMENT));
    assertOpen(wire);
    pass(LAST_MOMENT);
    assertEnds(wire, why);
  }

  /** The connection is open still when so much time has passed. */
  void assertOpenAfter(Duration duration, Wire wire) throws Exception {
    pass(duration);
    assertOpen(wire);
  }

  void awaitState(Wire wire, ConnectionState state) throws InterruptedException {
    node.traces()
        .await(
            ConnectionTrace.Transition.class,
            1,
            trace -> trace.to() == state && isOf(trace, wire),
            LIMIT);
  }

  /** The states through which a connection went, so far. */
  List<ConnectionState> states(Wire wire) {
    return node.traces().all(ConnectionTrace.Transition.class).stream()
        .filter(trace -> isOf(trace, wire))
        .map(ConnectionTrace.Transition::to)
        .toList();
  }

  /** Waits for something that the node says of a connection. */
  <T extends Trace> void awaitTrace(Wire wire, Class<T> type, String words) throws Exception {
    node.traces().await(type, 1, trace -> isOf(trace, wire) && trace.text().contains(words), LIMIT);
  }

  private static boolean isOf(Trace trace, Wire wire) {
    return trace.text().contains(":" + wire.localPort() + " ");
  }

  @Override
  public void close() throws Exception {
    bystander.close();
    node.close();
  }
}

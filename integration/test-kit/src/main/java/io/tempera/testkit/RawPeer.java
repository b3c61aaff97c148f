package io.tempera.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.ConnectionId;
import io.tempera.bearer.DialRequest;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The other side, played by a test: it writes what it likes, and shows what came. It belongs to the
 * test's own thread; whatever waits runs the virtual runtime meanwhile.
 *
 * <p>It reads all the time, unless told to {@link #pauseReading}.
 */
public final class RawPeer {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(60);

  private final VirtualRuntime runtime;
  private final End end;
  private final ArrayDeque<ByteBuffer> unwritten = new ArrayDeque<>();
  private final Inbox inbox = new Inbox();
  private boolean reading = true;
  private boolean outputShut;
  private boolean outputFinished;
  private boolean closed;

  RawPeer(VirtualRuntime runtime, End end) {
    this.runtime = runtime;
    this.end = end;
    end.ownedBy(this::look);
    look();
  }

  /** Connects to an address, from a port that the network chooses on 127.0.0.1. */
  public static RawPeer connect(VirtualRuntime runtime, MemoryNetwork network, SocketAddress remote)
      throws Exception {
    return connect(runtime, network, Optional.empty(), remote);
  }

  /** Connects from an address to an address. */
  public static RawPeer connect(
      VirtualRuntime runtime, MemoryNetwork network, SocketAddress local, SocketAddress remote)
      throws Exception {
    return connect(runtime, network, Optional.of(local), remote);
  }

  private static RawPeer connect(
      VirtualRuntime runtime,
      MemoryNetwork network,
      Optional<SocketAddress> local,
      SocketAddress remote)
      throws Exception {
    DialRequest request = new DialRequest(remote, local, CONNECT_TIMEOUT);
    return new RawPeer(runtime, runtime.call(() -> network.localhost().dialEnd(request)));
  }

  /** Listens, for {@link RawListener#accept} to give peers. */
  public static RawListener listen(
      VirtualRuntime runtime, MemoryNetwork network, SocketAddress local) {
    return new RawListener(runtime, network.localhost().open(local));
  }

  /** The connection as this side sees it. */
  public ConnectionId connectionId() {
    return end.id();
  }

  /** Writes bytes given in hexadecimal digits; as room comes, if there is none now. */
  public void write(String hex) {
    write(HexFormat.of().parseHex(hex));
  }

  /** Writes bytes; as room comes, if there is none now. */
  public void write(byte[] bytes) {
    if (closed || outputShut) {
      throw new IllegalStateException("The test has closed the output of " + end.id());
    }
    unwritten.add(ByteBuffer.wrap(bytes.clone()));
    look();
  }

  /** Writes one frame. */
  public void send(RawSdu sdu) {
    write(sdu.bytes());
  }

  /** How many bytes came and were not taken yet. */
  public int available() {
    return inbox.size();
  }

  /** Everything that came and was not taken yet, in hexadecimal digits; takes it. */
  public String takeAll() {
    return HexFormat.of().formatHex(inbox.take(inbox.size()));
  }

  /**
   * Runs until so many bytes came, and takes them.
   *
   * @return exactly so many, in hexadecimal digits
   * @throws AssertionError when they do not come, or the connection ends before
   */
  public String take(int count) {
    await(count);
    return HexFormat.of().formatHex(inbox.take(count));
  }

  /** Runs until a whole frame came, and takes it. */
  public RawSdu takeSdu() {
    await(RawSdu.HEADER);
    int whole = RawSdu.HEADER + RawSdu.lengthIn(inbox.peek(RawSdu.HEADER));
    await(whole);
    return RawSdu.parse(inbox.take(whole));
  }

  /** Runs until a whole frame came, takes it, and checks everything but its time. */
  public void expect(RawSdu wanted) {
    RawSdu came = takeSdu();
    assertThat(new RawSdu(wanted.timestamp(), came.responder(), came.number(), came.payloadHex()))
        .as("frame from %s", end.id().remote())
        .isEqualTo(wanted);
  }

  /** Stops reading: what comes stays in the transport, and fills it. */
  public void pauseReading() {
    reading = false;
  }

  /** Reads on. */
  public void resumeReading() {
    reading = true;
    look();
  }

  /** Ends the output behind what was written: the other side sees a FIN. Reading goes on. */
  public void shutdownOutput() {
    outputShut = true;
    look();
  }

  /** Closes at once: the other side sees a reset. Idempotent. */
  public void reset() {
    closed = true;
    unwritten.clear();
    end.close();
  }

  /**
   * Closes as most programs do: the other side sees a FIN, and a reset if it writes after it. What
   * was written and found no room yet is lost.
   */
  public void close() {
    closed = true;
    unwritten.clear();
    end.closeGently();
  }

  /** Whether the other side has reset the connection, and everything before it was read. */
  public boolean isReset() {
    return end.wasReset() && end.in().available() == 0;
  }

  /** Whether the other side has sent a FIN, and everything before it was read. */
  public boolean isAtEnd() {
    return end.in().isAtEnd();
  }

  /** Runs until the other side has reset the connection. */
  public void awaitReset() {
    runtime.runUntil(this::isReset);
  }

  /** Does what can be done now: called by the network whenever something changed. */
  private void look() {
    while (!closed && !end.wasReset() && !unwritten.isEmpty() && end.room() > 0) {
      end.write(unwritten.element());
      if (!unwritten.element().hasRemaining()) {
        unwritten.remove();
      }
    }
    if (outputShut && !outputFinished && unwritten.isEmpty() && !closed) {
      outputFinished = true;
      end.shutdownOutput();
    }
    if (reading && !closed) {
      inbox.add(end.in().read(end.in().available()));
    }
  }

  private void await(int count) {
    runtime.runUntil(() -> inbox.size() >= count || isOver());
    if (inbox.size() < count) {
      throw new AssertionError(
          end.id() + " ended after " + inbox.size() + " of " + count + " bytes: " + takeAll());
    }
  }

  private boolean isOver() {
    return closed || isReset() || isAtEnd();
  }
}

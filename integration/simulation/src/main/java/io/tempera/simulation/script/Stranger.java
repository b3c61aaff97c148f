package io.tempera.simulation.script;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerException;
import io.tempera.bearer.BearerFactory;
import io.tempera.bearer.BearerUser;
import io.tempera.bearer.DialRequest;
import io.tempera.failure.Failure;
import io.tempera.runtime.Wait;
import io.tempera.simulation.World;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** Somebody who connects, says something whatever the answer is, stays for a while and goes. */
final class Stranger implements BearerUser {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** SDUs: four bytes of time, number 0, length, payload; the magic is the main network's. */
  private static final String PROPOSAL = sdu(0, "8200a10f841a2d964a09f500f4");

  private static final String OTHER_NETWORK = sdu(0, "8200a10f84182bf500f4");
  private static final String QUERY = sdu(0, "8200a10f841a2d964a09f500f5");
  private static final String NO_MESSAGE = sdu(0, "ffff");
  private static final String UNKNOWN_NUMBER = sdu(99, "00");

  private final Wait changed;
  private final Queue<byte[]> toSay = new ArrayDeque<>();
  private volatile boolean closed;

  private Stranger(Wait changed, List<String> says) {
    this.changed = changed;
    says.forEach(hex -> toSay.add(HexFormat.of().parseHex(hex)));
  }

  private static String sdu(int number, String payload) {
    return String.format("00000000%04x%04x%s", number, payload.length() / 2, payload);
  }

  /** Comes from a host, and goes by itself. Does not block. */
  static void visit(World world, int host, InetSocketAddress whom, Step.Visit how) {
    world.runtime().tasks().start("stranger at " + whom, () -> stay(world, host, whom, how));
  }

  private static void stay(World world, int host, InetSocketAddress whom, Step.Visit how) {
    BearerFactory bearers = world.bearers(host);
    try {
      Bearer bearer = bearers.dial(new DialRequest(whom, Optional.empty(), CONNECT_TIMEOUT));
      Stranger stranger = new Stranger(world.runtime().newWait(), says(how.manner()));
      bearer.start(stranger);
      bearer.requestTurn();
      stranger.changed.until(() -> stranger.closed, how.stay());
      bearer.close();
    } catch (BearerException e) {
      // Nobody is at home.
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> says(Step.Manner manner) {
    return switch (manner) {
      case SILENT -> List.of();
      case GARBAGE -> List.of(NO_MESSAGE);
      case WRONG_MAGIC -> List.of(OTHER_NETWORK);
      case QUERY -> List.of(QUERY);
      case AGREES -> List.of(PROPOSAL);
      case AGREES_AND_RAVES -> List.of(PROPOSAL, UNKNOWN_NUMBER);
    };
  }

  @Override
  public void received(ByteBuffer bytes) {
    bytes.position(bytes.limit());
  }

  @Override
  public void burstEnded() {
    // It does not listen.
  }

  @Override
  public List<ByteBuffer> nextBatch() {
    List<ByteBuffer> batch = toSay.stream().map(ByteBuffer::wrap).toList();
    toSay.clear();
    return batch;
  }

  @Override
  public void batchWritten() {
    // Nothing more to say.
  }

  @Override
  public void inputClosed() {
    // It does not listen.
  }

  @Override
  public void closed(Optional<Failure> failure) {
    closed = true;
    changed.wake();
  }
}

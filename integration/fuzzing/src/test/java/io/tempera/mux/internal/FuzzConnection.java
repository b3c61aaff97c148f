package io.tempera.mux.internal;

import static io.tempera.fuzzing.FuzzTarget.check;
import static io.tempera.fuzzing.FuzzTarget.same;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.mux.Direction;
import io.tempera.mux.JobEnd;
import io.tempera.mux.JobStatus;
import io.tempera.mux.Mux;
import io.tempera.mux.MuxChannel;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxException;
import io.tempera.mux.ProtocolKey;
import io.tempera.mux.StartMode;
import io.tempera.testkit.VirtualRuntime;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One multiplexer, the bearer under it, and what somebody beside it knows that must be so. */
final class FuzzConnection {
  /** The most that egress.interval can be. */
  private static final Duration LONGEST_INTERVAL = Duration.ofMillis(200);

  private final VirtualRuntime runtime;
  private final SentBytes written = new SentBytes();
  private final FuzzBearer bearer;
  private final Mux mux;
  private final List<MuxEnd> ends = new ArrayList<>();
  private final List<FuzzJob> jobs = new ArrayList<>();
  private final Map<ProtocolKey, FuzzJob> last = new TreeMap<>();

  /** Bytes for each half that the other side has sent. */
  private final Map<ProtocolKey, Long> sentTo = new TreeMap<>();

  /** How far each half has read; nothing while it is not known where it begins. */
  private final Map<ProtocolKey, Long> read = new TreeMap<>();

  /** Bytes that each half has sent. */
  private final Map<ProtocolKey, Long> sentBy = new TreeMap<>();

  private boolean ran;
  private boolean stopped;
  private boolean garbage;

  /** The end of an SDU, which comes with whatever comes next. */
  private byte[] late = {};

  FuzzConnection(int number, VirtualRuntime runtime, LiveMuxFactory factory) {
    this.runtime = runtime;
    bearer = new FuzzBearer(number, written);
    mux = factory.create(bearer);
    mux.whenEnded(ends::add);
  }

  /** How many bytes wait for its halves. */
  long waiting() {
    return isOver() ? 0 : mux.counters().ingressQueued();
  }

  private boolean isOver() {
    return stopped || mux.ended().isPresent();
  }

  void register(ProtocolKey key, int limit) {
    mux.register(key, limit);
  }

  void withdraw(ProtocolKey key) {
    boolean idle = mux.statusMap().getOrDefault(key, JobStatus.IDLE) == JobStatus.IDLE;
    same(allowed(() -> mux.withdraw(key)), idle, key + " may be withdrawn");
    if (idle) {
      read.remove(key);
    }
  }

  void run() {
    same(allowed(mux::run), !ran || isOver(), "whether it may run");
    ran = true;
  }

  void runMiniProtocol(ProtocolKey key, StartMode mode, boolean failsAtStart) {
    FuzzJob job = new FuzzJob(failsAtStart);
    boolean good = !isOver() && mux.statusMap().get(key) == JobStatus.IDLE;
    // Noted before: it may start at once.
    FuzzJob before = last.put(key, job);
    if (allowed(() -> mux.runMiniProtocol(key, mode, job))) {
      check(good, key + " was run while it was not registered, or not idle");
      jobs.add(job);
    } else {
      check(!good, key + " could not be run");
      last.remove(key);
      Optional.ofNullable(before).ifPresent(older -> last.put(key, older));
    }
  }

  void changeStart(ProtocolKey key, StartMode mode) {
    if (mode != StartMode.EAGERLY) {
      mux.changeStart(key, mode);
    }
  }

  void stop() {
    stopped = true;
    mux.stop();
  }

  /** Whether it was done, and not refused with a sentence that names the connection. */
  private boolean allowed(Runnable asking) {
    try {
      asking.run();
      return true;
    } catch (MuxException refused) {
      check(refused.getMessage().contains(mux.connectionId() + ""), refused.getMessage());
      return false;
    }
  }

  /**
   * An SDU comes for a half.
   *
   * @param cut how many of its bytes come later
   */
  void receive(ProtocolKey key, int length, int cut) {
    long position = sentTo.getOrDefault(key, 0L);
    if (bearer.isOpen()) {
      sentTo.put(key, position + length);
    }
    boolean whole = late.length == 0 && cut == 0;
    turn();
    boolean counts = ran && whole && !garbage && !isOver() && bearer.isOpen();
    long before = waiting();
    SduHeader header = new SduHeader(7, key.number(), key.direction().opposite(), length);
    receive(
        ByteBuffer.allocate(SduHeader.SIZE + length)
            .putLong(header.encode())
            .put(SentBytes.from(position, length))
            .array(),
        cut);
    if (counts && !isOver()) {
      same(waiting(), before + length, "how many bytes wait, and should");
    }
  }

  /** Bytes come that may be anything. */
  void receiveGarbage(byte[] bytes) {
    garbage = true;
    receive(bytes, 0);
  }

  private void receive(byte[] bytes, int cut) {
    byte[] all = Arrays.copyOf(late, late.length + bytes.length);
    System.arraycopy(bytes, 0, all, late.length, bytes.length);
    int now = Math.max(0, all.length - cut);
    late = Arrays.copyOfRange(all, now, all.length);
    bearer.receive(Arrays.copyOf(all, now));
  }

  void closeInput() {
    bearer.closeInput();
  }

  void breakBearer() {
    bearer.end(Optional.of(Failure.of(FailureCategory.REMOTE_CLOSED, "it broke")));
  }

  void takes(boolean takes) {
    bearer.takes(takes);
  }

  void turn() {
    bearer.turn();
    runtime.runUntilIdle();
    bearer.turn();
    runtime.runUntilIdle();
    jobs.forEach(FuzzJob::checkNobodyForgotten);
    boolean allSent = mux.counters().egressQueued() == 0;
    check(!allSent || jobs.stream().noneMatch(FuzzJob::isSending), "a send waits for nothing");
  }

  /** A half sends; where that blocks, its task waits. */
  void send(ProtocolKey key, int length) {
    FuzzJob job = last.get(key);
    if (job == null || !job.maySend()) {
      return;
    }
    MuxChannel channel = job.channel().orElseThrow();
    byte[] message = SentBytes.from(sentBy.getOrDefault(key, 0L), length);
    job.sending(
        runtime.start(
            "send",
            () -> {
              try {
                channel.send(message);
                sentBy.merge(key, (long) length, Long::sum);
              } catch (MuxException over) {
                check(job.isOver() || isOver(), "a half that runs could not send");
              }
            }));
    runtime.runUntilIdle();
  }

  /** A half looks at what is there, and takes some of it. */
  void take(ProtocolKey key, int most) {
    Optional.ofNullable(last.get(key))
        .filter(job -> !job.isOver())
        .flatMap(FuzzJob::channel)
        .filter(channel -> channel.arrived() > 0)
        .ifPresent(channel -> see(key, channel, Math.min(most, channel.arrived())));
  }

  private void see(ProtocolKey key, MuxChannel channel, int count) {
    int before = channel.arrived();
    byte looked = channel.look(count - 1).get(0);
    byte[] bytes = channel.take(count);
    check(bytes.length == count && bytes[count - 1] == looked, "what was looked at is taken");
    same(channel.arrived(), before - count, "how many bytes are left");
    long position = read.getOrDefault(key, (long) bytes[0] & 0xff);
    read.put(key, position + count);
    check(
        garbage || Arrays.equals(bytes, SentBytes.from(position, count)),
        key + ": each byte comes once, and in order");
  }

  void whenArrived(ProtocolKey key, int bytes) {
    FuzzJob job = last.get(key);
    if (job != null && job.channel().isPresent()) {
      job.waitFor(bytes);
    }
  }

  void through(ProtocolKey key, boolean failed) {
    FuzzJob job = last.get(key);
    if (job != null && job.channel().isPresent()) {
      job.through(failed);
    }
  }

  void sendHandshake(int length) {
    allowed(() -> mux.handshakeChannel().send(Direction.RESPONDER, new byte[length]));
  }

  void receiveHandshake() {
    runtime.start(
        "handshake",
        () -> {
          try {
            mux.handshakeChannel().receive(Duration.ofSeconds(10));
          } catch (MuxException over) {
            check(ran || isOver(), "the handshake's channel is there until it runs");
          }
        });
    runtime.runUntilIdle();
  }

  /** What each half is said to do is what it does; an eager one is said to run at once. */
  void checkStatus() {
    Map<ProtocolKey, JobStatus> status = mux.statusMap();
    last.forEach(
        (key, job) -> {
          boolean said = status.get(key) == JobStatus.RUNNING;
          boolean runs = job.channel().isPresent();
          check(said == runs || said && !ran, key + " is said to run: " + said);
        });
  }

  /** Stops it, lets it end, and checks what must be so then. */
  void end() {
    boolean inOrder = !isOver() && bearer.isOpen() && !bearer.isFull();
    stop();
    // What waits for company goes out while the stop still waits for it: the loop turns in between.
    for (Duration time :
        List.of(LONGEST_INTERVAL, MuxSettings.DEFAULTS.stopDrain(), Duration.ZERO)) {
      turn();
      runtime.advance(time);
    }
    turn();
    check(bearer.isClosed(), "the bearer is closed in the end");
    same(ends.size(), 1, "how often the end was told, and should be");
    same(mux.ended(), Optional.of(ends.getFirst()), "the end that is shown, and was told");
    check(jobs.stream().allMatch(job -> job.end().isPresent()), "every job is told its end");
    boolean clean =
        jobs.stream().allMatch(j -> j.end().equals(Optional.of(new JobEnd.Clean()))) || inOrder;
    sentBy.forEach(
        (key, bytes) ->
            check(
                clean ? written.of(key) == bytes : written.of(key) <= bytes,
                key + ": " + written.of(key) + " bytes went out of " + bytes));
  }
}

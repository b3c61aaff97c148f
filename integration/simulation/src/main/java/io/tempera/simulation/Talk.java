package io.tempera.simulation;

import io.tempera.bearer.ConnectionId;
import io.tempera.mux.Channel;
import io.tempera.mux.StartMode;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Half;
import io.tempera.protocol.HalfContext;
import io.tempera.protocol.HalfResult;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.Temperature;
import io.tempera.protocol.WaitFor;
import io.tempera.protocol.Woken;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * A mini-protocol for scripts: at an interval the initiator says a byte, which the responder says
 * back; asked to terminate, it says {@link #DONE}. Time limits are those of keep-alive. It can be
 * told to fail on a connection.
 */
public final class Talk implements MiniProtocol {
  /** As keep-alive. */
  private static final int ESTABLISHED = 8;

  /** A number that no Cardano version knows: that has warm mini-protocols only. */
  private static final int WARM = 7_002;

  /** As chain-sync. */
  private static final int HOT = 2;

  private static final byte DONE = 0;
  private static final int INGRESS_LIMIT = 64;

  /** 60 s for the answer, 97 s for the next question (protocols KeepAlive.Codec). */
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);

  private static final Duration QUESTION_LIMIT = Duration.ofSeconds(97);

  private final Duration interval;
  private final Set<ConnectionId> failing = new ConcurrentSkipListSet<>();
  private final Set<ConnectionId> stubborn = new ConcurrentSkipListSet<>();

  private Talk(Duration interval) {
    this.interval = interval;
  }

  /** The three, for one node, which fail together. */
  public static List<Deployed> deployed(Talk talk) {
    return List.of(
        new Deployed(
            ESTABLISHED, Temperature.ESTABLISHED, StartMode.ON_DEMAND_ANY, INGRESS_LIMIT, talk),
        new Deployed(WARM, Temperature.WARM, StartMode.ON_DEMAND, INGRESS_LIMIT, talk),
        new Deployed(HOT, Temperature.HOT, StartMode.ON_DEMAND, INGRESS_LIMIT, talk));
  }

  /** One that asks so often. */
  public static Talk every(Duration interval) {
    return new Talk(interval);
  }

  /** Which number runs at a temperature. */
  public static int number(Temperature temperature) {
    return switch (temperature) {
      case ESTABLISHED -> ESTABLISHED;
      case WARM -> WARM;
      case HOT -> HOT;
    };
  }

  /** The initiators on a connection fail when they would ask the next time. */
  public void failOn(ConnectionId id) {
    failing.add(id);
  }

  /** The initiators on a connection go on when they are asked to terminate. */
  public void stubbornOn(ConnectionId id) {
    stubborn.add(id);
  }

  @Override
  public Half initiator() {
    return this::talk;
  }

  @Override
  public Half responder() {
    return Talk::answer;
  }

  private HalfResult talk(HalfContext context, Channel channel) throws InterruptedException {
    byte round = 0;
    while (true) {
      switch (asked(context)) {
        case TERMINATE -> {
          channel.send(new byte[] {DONE});
          return new HalfResult.Finished("done", Optional.empty());
        }
        case QUIESCE -> context.await(WaitFor.NOTHING.orControlOtherThan(ControlMessage.QUIESCE));
        case CONTINUE -> {
          round = (byte) Math.max(1, round + 1);
          ask(context, channel, round);
          context.await(WaitFor.NOTHING.orTime(interval).orControlOtherThan(context.control()));
        }
      }
    }
  }

  private ControlMessage asked(HalfContext context) {
    boolean deaf = stubborn.contains(context.connectionId());
    return deaf ? ControlMessage.CONTINUE : context.control();
  }

  private void ask(HalfContext context, Channel channel, byte question)
      throws InterruptedException {
    if (failing.remove(context.connectionId())) {
      throw new IllegalStateException("fails, as the script wants it");
    }
    channel.send(new byte[] {question});
    byte answer = next(context, channel, ANSWER_LIMIT);
    if (answer != question) {
      throw new IllegalStateException("said " + question + " and was answered " + answer);
    }
  }

  private static HalfResult answer(HalfContext context, Channel channel)
      throws InterruptedException {
    while (true) {
      byte question = next(context, channel, QUESTION_LIMIT);
      if (question == DONE) {
        return new HalfResult.Finished("done", Optional.empty());
      }
      channel.send(new byte[] {question});
    }
  }

  private static byte next(HalfContext context, Channel channel, Duration limit)
      throws InterruptedException {
    if (context.await(WaitFor.NOTHING.orBytes(1).orTime(limit)) == Woken.TIME) {
      throw new IllegalStateException("nothing came within " + limit);
    }
    return channel.take(1)[0];
  }
}

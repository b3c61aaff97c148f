package io.tempera.simulation;

import io.tempera.bearer.ConnectionId;
import io.tempera.mux.Channel;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.HalfContext;
import io.tempera.protocol.HalfResult;
import io.tempera.protocol.WaitFor;
import java.time.Duration;
import java.util.Optional;

/** One conversation of {@link Talk}, of the side that asks. */
final class TalkInitiator {
  private final Talk talk;
  private final HalfContext context;
  private final Channel channel;
  private final ConnectionId id;
  private final int number;
  private Optional<ControlMessage> heard = Optional.empty();
  private long heardNanos;
  private byte round;

  TalkInitiator(Talk talk, HalfContext context, Channel channel) {
    this.talk = talk;
    this.context = context;
    this.channel = channel;
    this.id = context.connectionId();
    this.number = context.key().number();
  }

  HalfResult talk() throws InterruptedException {
    while (true) {
      ControlMessage control = listen();
      Duration pause = talk.interval();
      switch (talk.behaviour(id, number)) {
        case Behaviour.Fails fails ->
            throw new IllegalStateException("fails, as the script wants it");
        case Behaviour.EndsByItself(Optional<Duration> delay) -> {
          return end("by itself", delay);
        }
        case Behaviour.Obeys obeys when control == ControlMessage.TERMINATE -> {
          return end("done", Optional.empty());
        }
        case Behaviour.EndsLate(Duration after) when control == ControlMessage.TERMINATE -> {
          Duration left = after.minusNanos(context.clock().nanos() - heardNanos);
          if (!left.isPositive()) {
            return end("late", Optional.empty());
          }
          pause = left.compareTo(pause) < 0 ? left : pause;
        }
        default -> {
          // It stays.
        }
      }
      if (control != ControlMessage.QUIESCE) {
        ask();
      }
      context.await(WaitFor.NOTHING.orTime(pause).orControlOtherThan(control));
    }
  }

  private ControlMessage listen() {
    ControlMessage now = context.control();
    if (!heard.equals(Optional.of(now))) {
      heard = Optional.of(now);
      heardNanos = context.clock().nanos();
      talk.say(new TalkTrace.Heard(id, number, now));
    }
    return now;
  }

  private void ask() throws InterruptedException {
    round = (byte) Math.max(1, round + 1);
    talk.say(new TalkTrace.Asks(id, number));
    channel.send(new byte[] {round});
    byte answer = Talk.answerOn(context, channel);
    if (answer != round) {
      throw new IllegalStateException("said " + round + " and was answered " + answer);
    }
  }

  private HalfResult end(String outcome, Optional<Duration> delay) throws InterruptedException {
    talk.say(new TalkTrace.Ends(id, number, delay));
    channel.send(new byte[] {Talk.DONE});
    return new HalfResult.Finished(outcome, delay);
  }
}

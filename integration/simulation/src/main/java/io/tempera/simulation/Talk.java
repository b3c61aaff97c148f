package io.tempera.simulation;

import io.tempera.bearer.ConnectionId;
import io.tempera.mux.Channel;
import io.tempera.mux.StartMode;
import io.tempera.protocol.Half;
import io.tempera.protocol.HalfContext;
import io.tempera.protocol.HalfResult;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.Temperature;
import io.tempera.protocol.WaitFor;
import io.tempera.protocol.Woken;
import io.tempera.trace.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A mini-protocol for scripts: at an interval the initiator says a byte, which the responder says
 * back; asked to terminate, it says {@link #DONE}, and asked to be quiet nothing. Time limits are
 * those of keep-alive, but a warm responder waits for as long as it takes. How an initiator behaves
 * on a connection can be told.
 */
public final class Talk implements MiniProtocol {
  /** Ends the conversation. */
  static final byte DONE = 0;

  /** As keep-alive. */
  private static final int ESTABLISHED = 8;

  /** A number that no Cardano version knows: that has warm mini-protocols only. */
  private static final int WARM = 7_002;

  /** As chain-sync. */
  private static final int HOT = 2;

  /** The second ones, which run where both nodes have them. */
  private static final int SECOND_ESTABLISHED = 7_003;

  private static final int SECOND_WARM = 7_004;
  private static final int SECOND_HOT = 7_005;

  private static final int INGRESS_LIMIT = 64;

  /** 60 s for the answer, 97 s for the next question (protocols KeepAlive.Codec). */
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);

  private static final Duration QUESTION_LIMIT = Duration.ofSeconds(97);

  private final Duration interval;
  private final Consumer<Trace> listener;
  private final Map<Place, Behaviour> behaviours = new ConcurrentHashMap<>();

  private record Place(ConnectionId id, int number) {}

  private Talk(Duration interval, Consumer<Trace> listener) {
    this.interval = interval;
    this.listener = listener;
  }

  /** One for each temperature, for one node. */
  public static List<Deployed> deployed(Talk talk) {
    return List.of(
        deployed(ESTABLISHED, StartMode.ON_DEMAND_ANY, talk),
        deployed(WARM, StartMode.ON_DEMAND, talk),
        deployed(HOT, StartMode.ON_DEMAND, talk));
  }

  /** Two for each temperature, for one node. */
  public static List<Deployed> deployedTwice(Talk talk) {
    List<Deployed> all = new ArrayList<>(deployed(talk));
    all.add(deployed(SECOND_ESTABLISHED, StartMode.ON_DEMAND_ANY, talk));
    all.add(deployed(SECOND_WARM, StartMode.ON_DEMAND, talk));
    all.add(deployed(SECOND_HOT, StartMode.ON_DEMAND, talk));
    return all;
  }

  private static Deployed deployed(int number, StartMode start, Talk talk) {
    return new Deployed(number, temperature(number), start, INGRESS_LIMIT, talk);
  }

  /** One that asks so often, and says nothing of what it does. */
  public static Talk every(Duration interval) {
    return new Talk(interval, trace -> {});
  }

  /** The same, but what its initiators do is said. */
  public Talk telling(Consumer<Trace> who) {
    return new Talk(interval, who);
  }

  /** Which number runs at a temperature. */
  public static int number(Temperature temperature) {
    return switch (temperature) {
      case ESTABLISHED -> ESTABLISHED;
      case WARM -> WARM;
      case HOT -> HOT;
    };
  }

  /** Which number runs there too, where both nodes have two. */
  public static int second(Temperature temperature) {
    return switch (temperature) {
      case ESTABLISHED -> SECOND_ESTABLISHED;
      case WARM -> SECOND_WARM;
      case HOT -> SECOND_HOT;
    };
  }

  /** The temperature of one of its numbers. */
  public static Temperature temperature(int number) {
    return switch (number) {
      case ESTABLISHED, SECOND_ESTABLISHED -> Temperature.ESTABLISHED;
      case WARM, SECOND_WARM -> Temperature.WARM;
      case HOT, SECOND_HOT -> Temperature.HOT;
      default -> Numbered.temperature(number);
    };
  }

  /** From now on an initiator behaves so. */
  public void behave(ConnectionId id, int number, Behaviour behaviour) {
    behaviours.put(new Place(id, number), behaviour);
  }

  /** How an initiator behaves now; what happens once is forgotten with it. */
  Behaviour behaviour(ConnectionId id, int number) {
    Place place = new Place(id, number);
    Behaviour now = behaviours.getOrDefault(place, new Behaviour.Obeys());
    if (now instanceof Behaviour.Fails || now instanceof Behaviour.EndsByItself) {
      behaviours.remove(place, now);
    }
    return now;
  }

  @Override
  public Half initiator() {
    return (context, channel) -> new TalkInitiator(this, context, channel).talk();
  }

  @Override
  public Half responder() {
    return Talk::answer;
  }

  Duration interval() {
    return interval;
  }

  void say(TalkTrace what) {
    listener.accept(what);
  }

  private static HalfResult answer(HalfContext context, Channel channel)
      throws InterruptedException {
    boolean patient = temperature(context.key().number()) == Temperature.WARM;
    while (true) {
      byte question = patient ? next(context, channel) : next(context, channel, QUESTION_LIMIT);
      if (question == DONE) {
        return new HalfResult.Finished("done", Optional.empty());
      }
      channel.send(new byte[] {question});
    }
  }

  private static byte next(HalfContext context, Channel channel) throws InterruptedException {
    context.await(WaitFor.NOTHING.orBytes(1));
    return channel.take(1)[0];
  }

  /** The answer to a question. */
  static byte answerOn(HalfContext context, Channel channel) throws InterruptedException {
    return next(context, channel, ANSWER_LIMIT);
  }

  private static byte next(HalfContext context, Channel channel, Duration limit)
      throws InterruptedException {
    if (context.await(WaitFor.NOTHING.orBytes(1).orTime(limit)) == Woken.TIME) {
      throw new IllegalStateException("nothing came within " + limit);
    }
    return channel.take(1)[0];
  }
}

package io.tempera.tip.sample.internal;

import io.tempera.kit.KitProtocol;
import io.tempera.kit.Session;
import io.tempera.mux.StartMode;
import io.tempera.protocol.HalfResult.Finished;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.MiniProtocolProperties;
import io.tempera.protocol.Temperature;
import io.tempera.runtime.Clock;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.tip.sample.internal.TipMessage.AskTip;
import io.tempera.tip.sample.internal.TipMessage.TellTip;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Tip-sample: while the peer is warm, asks it at each interval where its chain ends. While the peer
 * is hot it is quiet: then the hot mini-protocols would tell. It runs where both sides named its
 * number in {@code own.protocols}.
 *
 * <p>It is a sample of a warm mini-protocol, and the chain is a {@linkplain SampleChain sample}
 * too: blocks come by the clock, and nobody makes any.
 *
 * <p>Usable without OSGi, for tests.
 */
// Immediate, so that a setting that is refused is said when the bundle starts.
@Component(
    service = MiniProtocol.class,
    configurationPid = "io.tempera.tip.sample",
    immediate = true)
@Designate(ocd = TipSample.Config.class)
@MiniProtocolProperties(
    number = TipSample.NUMBER,
    temperature = Temperature.WARM,
    responderStart = StartMode.ON_DEMAND,
    ingressLimit = TipSample.INGRESS_LIMIT)
public final class TipSample extends KitProtocol<TipMessage> {
  /** Its number, which no Cardano version knows. */
  public static final int NUMBER = 7_002;

  /** One message of the largest size, and a byte to notice that there is more. */
  public static final int INGRESS_LIMIT = 65;

  /** The settings as the operator writes them. */
  @ObjectClassDefinition(
      name = "Tempera: tip-sample",
      description = "A small mini-protocol of Tempera's own, warm: asks for the tip of a chain.")
  public @interface Config {
    /** Between rounds. */
    @AttributeDefinition(
        name = "Interval (seconds)",
        description =
            "Time between a tip and the next question, while the peer is warm; while it is hot"
                + " there are no questions. Above 0, at most 86400. Holds from the next round on.")
    double interval() default TipSettings.INTERVAL_SECONDS;
  }

  private final Clock clock;
  private final long began;
  private volatile TipSettings settings;

  /** The component. */
  @Activate
  public TipSample(@Reference TemperaRuntime runtime, Config config) {
    this(runtime, TipSettings.ofSeconds(config.interval()));
  }

  /**
   * The mini-protocol with an interval.
   *
   * @param interval from a tip to the next question, above zero, at most a day
   */
  public TipSample(TemperaRuntime runtime, Duration interval) {
    this(runtime, new TipSettings(interval));
  }

  private TipSample(TemperaRuntime runtime, TipSettings settings) {
    super(TipTable.SPEC, TipTable.CODEC, runtime.chance());
    this.clock = runtime.clock();
    this.began = clock.nanos();
    this.settings = settings;
  }

  @Modified
  void modified(Config config) {
    settings = TipSettings.ofSeconds(config.interval());
  }

  @Override
  protected Finished initiate(Session<TipMessage> session) throws InterruptedException {
    while (session.mayBegin()) {
      session.send(new AskTip());
      Tip tip = session.receive(TellTip.class).tip();
      if (!tip.equals(SampleChain.tipAt(tip.block()))) {
        throw new TipMismatch(session.context(), tip);
      }
      session.context().note("tip " + tip);
      session.next(settings.interval());
    }
    return session.done("terminated");
  }

  @Override
  protected Finished respond(Session<TipMessage> session) throws InterruptedException {
    long start = chainBegan(session);
    session.memo(
        TipTable.AGE_MEMO,
        () -> ByteBuffer.allocate(Long.BYTES).putLong(clock.nanos() - start).array());
    while (session.receive() instanceof AskTip) {
      session.send(new TellTip(SampleChain.tipAfter(Duration.ofNanos(clock.nanos() - start))));
    }
    return session.done("done");
  }

  /** When the chain of this conversation began: a hand-over does not take it back. */
  private long chainBegan(Session<TipMessage> session) {
    return session
        .resumed()
        .filter(before -> before.memoVersion() == TipTable.AGE_MEMO)
        .map(before -> clock.nanos() - before.memo().getLong())
        .orElse(began);
  }
}

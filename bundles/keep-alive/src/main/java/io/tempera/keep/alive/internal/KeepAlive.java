package io.tempera.keep.alive.internal;

import io.tempera.keep.alive.internal.KeepAliveMessage.KeepAliveRequest;
import io.tempera.keep.alive.internal.KeepAliveMessage.KeepAliveResponse;
import io.tempera.kit.KitProtocol;
import io.tempera.kit.Session;
import io.tempera.kit.Turn;
import io.tempera.mux.StartMode;
import io.tempera.protocol.HalfResult.Finished;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.MiniProtocolProperties;
import io.tempera.protocol.Temperature;
import io.tempera.runtime.Chance;
import io.tempera.runtime.Clock;
import io.tempera.runtime.TemperaRuntime;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Keep-alive: a question with a random cookie at once and after each interval, its answer, and the
 * time between the two (ouroboros-network KeepAlive). Terminating is looked at between two rounds
 * only, so there is always one round, and an answer that is missing delays the end up to its limit.
 *
 * <p>Usable without OSGi, for tests.
 */
// Immediate, so that a setting that is refused is said when the bundle starts.
@Component(
    service = MiniProtocol.class,
    configurationPid = "io.tempera.keep.alive",
    immediate = true)
@Designate(ocd = KeepAlive.Config.class)
@MiniProtocolProperties(
    number = KeepAlive.NUMBER,
    temperature = Temperature.ESTABLISHED,
    responderStart = StartMode.ON_DEMAND_ANY,
    ingressLimit = KeepAlive.INGRESS_LIMIT)
public final class KeepAlive extends KitProtocol<KeepAliveMessage> {
  /** Its number (cardano-diffusion NodeToNode). */
  public static final int NUMBER = 8;

  /** 1 280 bytes and a tenth (cardano-diffusion NodeToNode, keepAliveProtocolLimits). */
  public static final int INGRESS_LIMIT = 1_408;

  /** The settings as the operator writes them. */
  @ObjectClassDefinition(
      name = "Tempera: keep-alive",
      description =
          "The mini-protocol that keeps an idle connection up and measures its round trip.")
  public @interface Config {
    /** Between rounds. */
    @AttributeDefinition(
        name = "Interval (seconds)",
        description =
            "Time between an answer and the next question. Above 0 and below 97, after which the"
                + " remote side hangs up. Holds from the next round on.")
    double interval() default KeepAliveSettings.INTERVAL_SECONDS;
  }

  private final Chance chance;
  private volatile KeepAliveSettings settings;

  /** The component. */
  @Activate
  public KeepAlive(@Reference TemperaRuntime runtime, Config config) {
    this(runtime, KeepAliveSettings.ofSeconds(config.interval()));
  }

  /**
   * The mini-protocol with an interval.
   *
   * @param interval from an answer to the next question, above zero and below 97 s
   */
  public KeepAlive(TemperaRuntime runtime, Duration interval) {
    this(runtime, new KeepAliveSettings(interval));
  }

  private KeepAlive(TemperaRuntime runtime, KeepAliveSettings settings) {
    super(KeepAliveTable.SPEC, KeepAliveTable.CODEC, runtime.chance());
    this.chance = runtime.chance();
    this.settings = settings;
  }

  @Modified
  void modified(Config config) {
    settings = KeepAliveSettings.ofSeconds(config.interval());
  }

  @Override
  protected Finished initiate(Session<KeepAliveMessage> session) throws InterruptedException {
    Clock clock = session.context().clock();
    // There is always one round; but a hand-over is no new beginning.
    boolean goesOn = session.resumed().isEmpty() || session.mayBegin();
    while (goesOn) {
      int cookie = chance.unsignedShort();
      long asked = clock.nanos();
      session.send(new KeepAliveRequest(cookie));
      int answer = session.receive(KeepAliveResponse.class).cookie();
      if (answer != cookie) {
        throw new CookieMismatch(session.context(), cookie, answer);
      }
      session.context().roundTrip(Duration.ofNanos(clock.nanos() - asked));
      goesOn = session.next(settings.interval()) != Turn.TERMINATE;
    }
    return session.done("terminated");
  }

  @Override
  protected Finished respond(Session<KeepAliveMessage> session) throws InterruptedException {
    while (session.receive() instanceof KeepAliveRequest request) {
      session.send(new KeepAliveResponse(request.cookie()));
    }
    return session.done("done");
  }
}

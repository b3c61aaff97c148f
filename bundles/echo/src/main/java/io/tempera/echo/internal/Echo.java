package io.tempera.echo.internal;

import io.tempera.echo.internal.EchoMessage.Request;
import io.tempera.echo.internal.EchoMessage.Response;
import io.tempera.kit.KitProtocol;
import io.tempera.kit.Session;
import io.tempera.mux.StartMode;
import io.tempera.protocol.HalfResult.Finished;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.MiniProtocolProperties;
import io.tempera.protocol.Temperature;
import io.tempera.runtime.Clock;
import io.tempera.runtime.TemperaRuntime;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Echo: while the peer is hot, some words after each interval, which the other side says again. It
 * runs where both sides named its number in {@code own.protocols}.
 *
 * <p>Usable without OSGi, for tests.
 */
// Immediate, so that a setting that is refused is said when the bundle starts.
@Component(service = MiniProtocol.class, configurationPid = "io.tempera.echo", immediate = true)
@Designate(ocd = Echo.Config.class)
@MiniProtocolProperties(
    number = Echo.NUMBER,
    temperature = Temperature.HOT,
    responderStart = StartMode.ON_DEMAND,
    ingressLimit = Echo.INGRESS_LIMIT)
public final class Echo extends KitProtocol<EchoMessage> {
  /** Its number, which no Cardano version knows. */
  public static final int NUMBER = 7_001;

  /** One message of the largest size, and a byte to notice that there is more. */
  public static final int INGRESS_LIMIT = 65_536;

  /** The settings as the operator writes them. */
  @ObjectClassDefinition(
      name = "Tempera: echo",
      description = "A small mini-protocol of Tempera's own, hot: asks for its own words back.")
  public @interface Config {
    /** Between rounds. */
    @AttributeDefinition(
        name = "Interval (seconds)",
        description =
            "Time between an echo and the next words. Above 0 and below 300, after which the remote"
                + " side hangs up. Holds from the next round on.")
    double interval() default EchoSettings.INTERVAL_SECONDS;
  }

  private volatile EchoSettings settings;

  /** The component. */
  @Activate
  public Echo(@Reference TemperaRuntime runtime, Config config) {
    this(runtime, EchoSettings.ofSeconds(config.interval()));
  }

  /**
   * The mini-protocol with an interval.
   *
   * @param interval from an echo to the next words, above zero and below 300 s
   */
  public Echo(TemperaRuntime runtime, Duration interval) {
    this(runtime, new EchoSettings(interval));
  }

  private Echo(TemperaRuntime runtime, EchoSettings settings) {
    super(EchoTable.SPEC, EchoTable.CODEC, runtime.chance());
    this.settings = settings;
  }

  @Modified
  void modified(Config config) {
    settings = EchoSettings.ofSeconds(config.interval());
  }

  @Override
  protected Finished initiate(Session<EchoMessage> session) throws InterruptedException {
    Clock clock = session.context().clock();
    for (long round = firstRound(session); session.mayBegin(); round++) {
      byte[] words = ("Are you still there? " + round).getBytes(StandardCharsets.UTF_8);
      long asked = clock.nanos();
      session.send(new Request(words));
      byte[] echo = session.receive(Response.class).words();
      if (!Arrays.equals(words, echo)) {
        throw new EchoMismatch(session.context(), words.length, echo.length);
      }
      session.context().note("echo " + round + " after " + (clock.nanos() - asked) / 1_000 + " us");
      session.memo(EchoTable.ROUNDS_MEMO, ByteBuffer.allocate(Long.BYTES).putLong(round).array());
      session.next(settings.interval());
    }
    return session.done("terminated");
  }

  /** The round after the last one of the implementation before, or the first of all. */
  private static long firstRound(Session<EchoMessage> session) {
    return 1
        + session
            .resumed()
            .filter(before -> before.memoVersion() == EchoTable.ROUNDS_MEMO)
            .map(before -> before.memo().getLong())
            .orElse(0L);
  }

  @Override
  protected Finished respond(Session<EchoMessage> session) throws InterruptedException {
    while (session.receive() instanceof Request request) {
      session.send(new Response(request.words()));
    }
    return session.done("done");
  }
}

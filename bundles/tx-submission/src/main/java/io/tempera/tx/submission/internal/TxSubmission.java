package io.tempera.tx.submission.internal;

import io.tempera.kit.KitProtocol;
import io.tempera.kit.Session;
import io.tempera.mux.StartMode;
import io.tempera.protocol.HalfResult.Finished;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.MiniProtocolProperties;
import io.tempera.protocol.Temperature;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.tx.TxPool;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Tx-submission: the initiator has transactions, the responder asks for them (ouroboros-network
 * TxSubmission2). What the one offers and the other takes is the {@link TxPool}'s.
 *
 * <p>Usable without OSGi, for tests and simulations.
 */
// Immediate, so that a setting that is refused is said when the bundle starts.
@Component(
    service = MiniProtocol.class,
    configurationPid = "io.tempera.tx.submission",
    immediate = true)
@Designate(ocd = TxSubmission.Config.class)
@MiniProtocolProperties(
    number = TxSubmission.NUMBER,
    temperature = Temperature.HOT,
    responderStart = StartMode.ON_DEMAND,
    ingressLimit = TxSubmission.INGRESS_LIMIT)
public final class TxSubmission extends KitProtocol<TxMessage> {
  /** Its number (cardano-diffusion NodeToNode). */
  public static final int NUMBER = 4;

  /**
   * Ten ids of 44 bytes with their transactions of 65 540, and a tenth (cardano-diffusion
   * NodeToNode, txSubmissionProtocolLimits).
   */
  public static final int INGRESS_LIMIT = 721_424;

  /** The settings as the operator writes them. */
  @ObjectClassDefinition(
      name = "Tempera: tx-submission",
      description =
          "The mini-protocol that moves transactions. Settings hold for conversations that begin"
              + " from then on.")
  public @interface Config {
    /** Before the first question. */
    @AttributeDefinition(
        name = "Delay (seconds)",
        description =
            "Time from a peer's first message to the first question for its transactions, so that"
                + " one who leaves soon costs nothing. 0 to 3600.")
    double init_delay() default TxSettings.INIT_DELAY_SECONDS;

    /** The size of the window. */
    @AttributeDefinition(
        name = "Most unacknowledged ids",
        description =
            "How many ids may be named and not acknowledged, in either direction. 1 to 100. Other"
                + " implementations have 10: with more, they hang up on this node; with fewer, this"
                + " node hangs up on them.")
    int most_unacknowledged() default TxSettings.UNACKNOWLEDGED;

    /** Of one question for ids. */
    @AttributeDefinition(
        name = "Ids at once",
        description = "How many ids one question asks for. 1 to most.unacknowledged.")
    int ids_at_once() default TxSettings.IDS_AT_ONCE;

    /** Of one question for transactions. */
    @AttributeDefinition(
        name = "Transactions at once",
        description = "How many transactions one question asks for. 1 to most.unacknowledged.")
    int txs_at_once() default TxSettings.TXS_AT_ONCE;
  }

  private final TxPool pool;
  private volatile TxSettings settings;

  /** The component: made anew when another pool comes, as its conversations follow by hand-over. */
  @Activate
  public TxSubmission(
      @Reference TemperaRuntime runtime,
      @Reference(policyOption = ReferencePolicyOption.GREEDY) TxPool pool,
      Config config) {
    this(runtime, pool, settings(config));
  }

  /**
   * The mini-protocol with the defaults.
   *
   * @param initDelay from a peer's first message to the first question, zero to an hour
   */
  public TxSubmission(TemperaRuntime runtime, TxPool pool, Duration initDelay) {
    this(runtime, pool, TxSettings.withDelay(initDelay));
  }

  TxSubmission(TemperaRuntime runtime, TxPool pool, TxSettings settings) {
    super(TxTable.SPEC, TxCodec.CODEC, runtime.chance());
    this.pool = pool;
    this.settings = settings;
  }

  @Modified
  void modified(Config config) {
    settings = settings(config);
  }

  @Override
  protected Finished initiate(Session<TxMessage> session) throws InterruptedException {
    return new Outbound(session, settings).hold(pool);
  }

  @Override
  protected Finished respond(Session<TxMessage> session) throws InterruptedException {
    return new Inbound(session, settings).hold(pool);
  }

  private static TxSettings settings(Config config) {
    return new TxSettings(
        TxSettings.seconds(config.init_delay()),
        config.most_unacknowledged(),
        config.ids_at_once(),
        config.txs_at_once());
  }
}

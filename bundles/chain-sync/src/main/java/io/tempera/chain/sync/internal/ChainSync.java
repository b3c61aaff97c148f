package io.tempera.chain.sync.internal;

import io.tempera.chain.ChainFollower;
import io.tempera.chain.ChainSource;
import io.tempera.kit.Conversation;
import io.tempera.kit.ProtocolSpec;
import io.tempera.kit.TypedHalf;
import io.tempera.mux.StartMode;
import io.tempera.protocol.Half;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.MiniProtocolProperties;
import io.tempera.protocol.ResumePoint;
import io.tempera.protocol.Temperature;
import io.tempera.runtime.Chance;
import io.tempera.runtime.TemperaRuntime;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Chain-sync: moves the headers of a chain, one after another, from the node's {@link ChainSource}
 * to peers that ask, and from peers to the node's {@link ChainFollower} (ouroboros-network
 * ChainSync). A header is passed on byte for byte.
 *
 * <p>When an application brings a chain of its own with a higher ranking, this is made anew, and
 * what runs follows by a hand-over.
 *
 * <p>Usable without OSGi, for tests.
 */
// Immediate, so that a setting that is refused is said when the bundle starts.
@Component(
    service = MiniProtocol.class,
    configurationPid = "io.tempera.chain.sync",
    immediate = true)
@Designate(ocd = ChainSync.Config.class)
@MiniProtocolProperties(
    number = ChainSync.NUMBER,
    temperature = Temperature.HOT,
    responderStart = StartMode.ON_DEMAND,
    ingressLimit = ChainSync.INGRESS_LIMIT)
// No KitProtocol, whose table is one for good: this one's limits are settings.
public final class ChainSync implements MiniProtocol {
  /** Its number (cardano-diffusion NodeToNode). */
  public static final int NUMBER = 2;

  /** 300 headers of 1 400 bytes and a tenth (cardano-diffusion, chainSyncProtocolLimits). */
  public static final int INGRESS_LIMIT = 462_000;

  /** The settings as the operator writes them. */
  @ObjectClassDefinition(
      name = "Tempera: chain-sync",
      description = "The mini-protocol that moves the headers of a chain.")
  public @interface Config {
    /** Of responders. */
    @AttributeDefinition(
        name = "Idle timeout (seconds)",
        description =
            "How long a peer that follows this node may ask for nothing before its connection is"
                + " closed; at most 86400, 0 for ever. Holds for conversations that begin after a"
                + " change.")
    double idle_timeout() default ChainSyncSettings.IDLE_TIMEOUT_SECONDS;

    /** Of initiators. */
    @AttributeDefinition(
        name = "Wait without limit for a block",
        description =
            "Whether a peer at the end of its chain may take as long as it likes for the next"
                + " block, as is right where all peers are trusted, or a chain stands still. If"
                + " not, its connection is closed after a time between 601 and 911 seconds. Holds"
                + " for conversations that begin after a change.")
    boolean must_reply_unlimited() default false;

    /** Of initiators. */
    @AttributeDefinition(
        name = "Low mark",
        description =
            "When the high mark is reached, answers are taken until so many requests are"
                + " outstanding; 0 or more, no more than high.mark. Holds for conversations that"
                + " begin after a change.")
    int low_mark() default ChainSyncSettings.LOW_MARK;

    /** Of initiators. */
    @AttributeDefinition(
        name = "High mark",
        description =
            "How many headers are asked for ahead while catching up; 1 to 300, no less than"
                + " low.mark. Holds for conversations that begin after a change.")
    int high_mark() default ChainSyncSettings.HIGH_MARK;
  }

  private final Chance chance;
  private final ChainSource source;
  private final ChainFollower follower;
  private volatile ChainSyncSettings settings;

  /** The component. */
  @Activate
  public ChainSync(
      @Reference TemperaRuntime runtime,
      @Reference(policyOption = ReferencePolicyOption.GREEDY) ChainSource source,
      @Reference(policyOption = ReferencePolicyOption.GREEDY) ChainFollower follower,
      Config config) {
    this(runtime, source, follower, read(config));
  }

  /**
   * The mini-protocol.
   *
   * @param source what is served to peers
   * @param follower what makes something of the chains of peers
   */
  public ChainSync(
      TemperaRuntime runtime,
      ChainSource source,
      ChainFollower follower,
      ChainSyncSettings settings) {
    this.chance = runtime.chance();
    this.source = source;
    this.follower = follower;
    this.settings = settings;
  }

  @Modified
  void modified(Config config) {
    settings = read(config);
  }

  @Override
  public List<ResumePoint> resumesFrom() {
    return ChainSyncTable.spec(settings).resumePoints();
  }

  @Override
  public Half initiator() {
    ChainSyncSettings now = settings;
    return half(now, session -> Following.hold(session, follower, now));
  }

  @Override
  public Half responder() {
    return half(settings, session -> Serving.hold(session, source));
  }

  private Half half(ChainSyncSettings now, Conversation<ChainSyncMessage> conversation) {
    ProtocolSpec<ChainSyncMessage> spec = ChainSyncTable.spec(now);
    return new TypedHalf<>(spec, ChainSyncTable.CODEC, chance, conversation);
  }

  private static ChainSyncSettings read(Config config) {
    return ChainSyncSettings.read(
        config.idle_timeout(),
        config.must_reply_unlimited(),
        config.low_mark(),
        config.high_mark());
  }
}

package io.tempera.peer.sharing.internal;

import io.tempera.handshake.Agreed;
import io.tempera.kit.KitProtocol;
import io.tempera.kit.Session;
import io.tempera.kit.Turn;
import io.tempera.mux.StartMode;
import io.tempera.peer.sharing.internal.PeerSharingMessage.SharePeers;
import io.tempera.peer.sharing.internal.PeerSharingMessage.ShareRequest;
import io.tempera.protocol.HalfResult.Finished;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.MiniProtocolProperties;
import io.tempera.protocol.Temperature;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.sharing.PeerBook;
import io.tempera.sharing.PeerQuestions;
import java.net.InetSocketAddress;
import java.time.Duration;
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
 * Peer-sharing: asks for other peers, and tells some (ouroboros-network PeerSharing). It runs where
 * both sides said in the handshake that they share. When to ask and whom to tell is the {@link
 * PeerBook}'s to say.
 *
 * <p>Terminating is looked at between an answer and the next question only, so that an answer that
 * is missing delays the end up to its limit.
 *
 * <p>Usable without OSGi, for tests and simulations.
 */
// Immediate, so that a setting that is refused is said when the bundle starts.
@Component(
    service = MiniProtocol.class,
    configurationPid = "io.tempera.peer.sharing",
    immediate = true)
@Designate(ocd = PeerSharing.Config.class)
@MiniProtocolProperties(
    number = PeerSharing.NUMBER,
    temperature = Temperature.ESTABLISHED,
    responderStart = StartMode.ON_DEMAND,
    ingressLimit = PeerSharing.INGRESS_LIMIT)
public final class PeerSharing extends KitProtocol<PeerSharingMessage> {
  /** Its number (cardano-diffusion NodeToNode). */
  public static final int NUMBER = 10;

  /** In bytes: 4 times 1 440, without a margin (cardano-diffusion NodeToNode). */
  public static final int INGRESS_LIMIT = 5_760;

  /** The settings as the operator writes them. */
  @ObjectClassDefinition(
      name = "Tempera: peer-sharing",
      description =
          "The mini-protocol that asks peers for other peers, and tells them some, where both sides"
              + " agreed to.")
  public @interface Config {
    /** How many are told. */
    @AttributeDefinition(
        name = "Most shared",
        description =
            "How many peers one answer tells at the most, 0 to 230; 0 tells none. Holds from the"
                + " next answer on.")
    int most_shared() default PeerSharingSettings.MOST_SHARED;
  }

  private final PeerBook book;
  private volatile PeerSharingSettings settings;

  /** The component. */
  @Activate
  public PeerSharing(
      @Reference TemperaRuntime runtime,
      @Reference(policyOption = ReferencePolicyOption.GREEDY) PeerBook book,
      Config config) {
    this(runtime, book, config.most_shared());
  }

  /**
   * The mini-protocol.
   *
   * @param book what the initiators ask for, and the responders tell
   * @param mostShared how many peers one answer tells at the most, 0 to 230
   * @throws io.tempera.failure.TemperaException when it is not
   */
  public PeerSharing(TemperaRuntime runtime, PeerBook book, int mostShared) {
    super(PeerSharingTable.SPEC, PeerSharingTable.CODEC, runtime.chance());
    this.book = book;
    this.settings = new PeerSharingSettings(mostShared);
  }

  @Modified
  void modified(Config config) {
    settings = new PeerSharingSettings(config.most_shared());
  }

  /** Where both sides said that they share; on both directions of a connection. */
  @Override
  public boolean enabledFor(Agreed agreed) {
    return agreed.data().peerSharing();
  }

  @Override
  protected Finished initiate(Session<PeerSharingMessage> session) throws InterruptedException {
    try (PeerQuestions questions =
        book.questions(session.context().connectionId(), session.context()::wake)) {
      // Not mayBegin, which would be quiet if it were asked to: none of Cardano's protocols is. A
      // hand-over happens here, too.
      while (session.next(Duration.ZERO) != Turn.TERMINATE) {
        int wanted = questions.wanted();
        if (wanted > 0) {
          questions.learned(ask(session, wanted));
        } else {
          session.next();
        }
      }
      return session.done("terminated");
    }
  }

  private static List<InetSocketAddress> ask(Session<PeerSharingMessage> session, int wanted)
      throws InterruptedException {
    session.send(new ShareRequest(wanted));
    List<InetSocketAddress> told = session.receive(SharePeers.class).peers();
    if (told.size() > wanted) {
      throw new TooManyPeers(session.context(), wanted, told.size());
    }
    return told;
  }

  @Override
  protected Finished respond(Session<PeerSharingMessage> session) throws InterruptedException {
    while (session.receive() instanceof ShareRequest request) {
      int most = Math.min(request.amount(), settings.mostShared());
      List<InetSocketAddress> peers = book.share(most, session.context().connectionId());
      // Whoever is told more than he asked for hangs up: no book is to have that happen.
      session.send(new SharePeers(peers.subList(0, Math.min(most, peers.size()))));
    }
    return session.done("done");
  }
}

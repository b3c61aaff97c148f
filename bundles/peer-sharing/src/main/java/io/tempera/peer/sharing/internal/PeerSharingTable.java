package io.tempera.peer.sharing.internal;

import static io.tempera.kit.Agency.INITIATOR;
import static io.tempera.kit.Agency.RESPONDER;
import static io.tempera.kit.Limits.bytes;

import io.tempera.kit.MessageCodec;
import io.tempera.kit.ProtocolSpec;
import io.tempera.peer.sharing.internal.PeerSharingMessage.Done;
import io.tempera.peer.sharing.internal.PeerSharingMessage.SharePeers;
import io.tempera.peer.sharing.internal.PeerSharingMessage.ShareRequest;
import java.time.Duration;

/** Peer-sharing as a table (ouroboros-network PeerSharing.Type, PeerSharing.Codec). */
final class PeerSharingTable {
  /** The size limit of all messages, four TCP segments of 1 440 bytes. */
  static final int SIZE_LIMIT = 5_760;

  /** How long an initiator waits for the answer (Protocol.Limits longWait). */
  static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);

  static final ProtocolSpec<PeerSharingMessage> SPEC =
      ProtocolSpec.<PeerSharingMessage>named("peer-sharing")
          .state("StIdle", INITIATOR, bytes(SIZE_LIMIT))
          .on(ShareRequest.class, "StBusy")
          .onTerminate(new Done(), "StDone")
          .handOver()
          .state("StBusy", RESPONDER, bytes(SIZE_LIMIT).within(ANSWER_LIMIT))
          .on(SharePeers.class, "StIdle")
          .end("StDone")
          .build();

  static final MessageCodec<PeerSharingMessage> CODEC = new PeerSharingCodec();

  private PeerSharingTable() {}
}

package io.tempera.fuzzing;

import io.tempera.block.fetch.internal.BlockFetchDecoder;
import io.tempera.chain.sync.internal.ChainSyncDecoder;
import io.tempera.echo.internal.EchoDecoder;
import io.tempera.keep.alive.internal.KeepAliveDecoder;
import io.tempera.peer.sharing.internal.PeerSharingDecoder;
import io.tempera.tip.sample.internal.TipDecoder;
import io.tempera.tx.submission.internal.TxSubmissionDecoder;
import java.util.List;

/** The decoders of every protocol that there is. */
final class Decoders {
  /** In the order by which inputs choose. */
  static final List<Decoder<?>> ALL =
      List.of(
          KeepAliveDecoder.DECODER,
          EchoDecoder.DECODER,
          ChainSyncDecoder.DECODER,
          BlockFetchDecoder.DECODER,
          TxSubmissionDecoder.DECODER,
          TipDecoder.DECODER,
          PeerSharingDecoder.DECODER);

  private Decoders() {}
}

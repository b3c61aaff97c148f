package io.tempera.tx.submission.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tempera.chain.Encoded;
import io.tempera.kit.cbor.CborException;
import io.tempera.kit.cbor.CborReader;
import io.tempera.kit.cbor.CborWriter;
import io.tempera.protocol.Snapshot;
import io.tempera.tx.TxOffer;
import io.tempera.tx.submission.internal.InboundMemo.Told;
import io.tempera.tx.submission.internal.TxMessage.RequestTxIds;
import io.tempera.tx.submission.internal.TxMessage.RequestTxs;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MemoTest {
  /** Different ids, as long as they may be. */
  private static final List<Encoded> LONGEST =
      IntStream.range(0, TxSettings.MOST_UNACKNOWLEDGED)
          .mapToObj(
              i -> {
                byte[] bytes = new byte[TxOffer.MAX_ID_BYTES - 2];
                bytes[0] = (byte) i;
                return new Encoded(new CborWriter().bytes(bytes).toByteArray());
              })
          .toList();

  @Test
  void theLargestMemosFit() {
    OutboundMemo outbound = new OutboundMemo(Long.MIN_VALUE, 65_535, LONGEST);
    List<TxMessage> requests = new ArrayList<>();
    for (Encoded id : LONGEST) {
      requests.add(new RequestTxs(List.of(id)));
      requests.add(new RequestTxIds(false, 65_535, 65_535));
    }
    InboundMemo inbound =
        new InboundMemo(
            LONGEST.stream().map(id -> new Told(new TxOffer(id, TxOffer.MAX_SIZE), true)).toList(),
            requests);
    assertThat(LONGEST.getFirst().size()).isEqualTo(TxOffer.MAX_ID_BYTES);
    assertThat(outbound.encode()).hasSizeLessThan(Snapshot.MAX_MEMO_BYTES / 2);
    assertThat(inbound.encode()).hasSizeLessThan(Snapshot.MAX_MEMO_BYTES / 2);
    assertThat(OutboundMemo.read(new CborReader(outbound.encode()))).isEqualTo(outbound);
    assertThat(InboundMemo.read(new CborReader(inbound.encode()))).isEqualTo(inbound);
  }

  @Test
  void whatIsNoMemoIsRefused() {
    byte[] cut = OutboundMemo.NOTHING.encode();
    cut[0] = (byte) 0x82;
    assertThatExceptionOfType(CborException.class)
        .isThrownBy(() -> OutboundMemo.read(new CborReader(cut)));
    assertThatExceptionOfType(CborException.class)
        .isThrownBy(() -> InboundMemo.read(new CborReader(new byte[] {(byte) 0x81, 0})));
  }
}

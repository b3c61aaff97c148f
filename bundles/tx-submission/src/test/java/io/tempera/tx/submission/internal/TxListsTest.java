package io.tempera.tx.submission.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.kit.cbor.CborException;
import io.tempera.kit.cbor.CborReader;
import io.tempera.tx.submission.internal.TxMessage.ReplyTxIds;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TxListsTest {
  private static TxMessage decode(String state, String hex) {
    return TxCodec.CODEC.decode(
        TxTable.SPEC.state(state), new CborReader(HexFormat.of().parseHex(hex)));
  }

  @Test
  void anEmptyReplyIsFineUnlessTheRequestWaits() {
    assertThat(TxCodec.CODEC.encode(new ReplyTxIds(List.of())))
        .isEqualTo(HexFormat.of().parseHex("82019fff"));
    assertThat(decode(TxTable.IDS_NON_BLOCKING, "82019fff")).isEqualTo(new ReplyTxIds(List.of()));
    assertThatThrownBy(() -> decode(TxTable.IDS_BLOCKING, "82019fff"))
        .isInstanceOf(CborException.class)
        .hasMessageContaining("one id or more, as the request was blocking");
  }

  @Test
  void listsAreIndefiniteAlsoWhenTheyAreEmpty() {
    for (String definite : List.of("820180", "82018182414100", "820280", "82028100", "820380")) {
      assertThatThrownBy(() -> decode(TxTable.IDS_NON_BLOCKING, definite))
          .isInstanceOf(CborException.class)
          .hasMessageContaining("expected an indefinite array");
    }
  }

  @Test
  void thePairOfIdAndSizeIsDefinite() {
    for (String pair : List.of("82019f9f414100ffff", "82019f814141ff", "82019f8341410000ff")) {
      assertThatThrownBy(() -> decode(TxTable.IDS_NON_BLOCKING, pair))
          .isInstanceOf(CborException.class);
    }
  }

  @Test
  void noListIsLongerThanAnybodyMayAskFor() {
    String most = "00".repeat(100);
    for (String message : List.of("82029f", "82039f")) {
      String state = message.startsWith("8202") ? TxTable.IDLE : "StTxs";
      decode(state, message + most + "ff");
      assertThatThrownBy(() -> decode(state, message + most + "00ff"))
          .isInstanceOf(CborException.class)
          .hasMessageContaining("at most 100 items");
    }
    String pairs = "82019f" + "820000".repeat(100);
    decode(TxTable.IDS_NON_BLOCKING, pairs + "ff");
    assertThatThrownBy(() -> decode(TxTable.IDS_NON_BLOCKING, pairs + "820000ff"))
        .isInstanceOf(CborException.class)
        .hasMessageContaining("at most 100 items");
  }

  @Test
  void numbersHaveTheirWidths() {
    for (String tooLarge :
        List.of("8400f51a0001000001", "8400f5001a00010000", "82019f8241411b0000000100000000ff")) {
      String state = tooLarge.startsWith("84") ? TxTable.IDLE : TxTable.IDS_NON_BLOCKING;
      assertThatThrownBy(() -> decode(state, tooLarge)).isInstanceOf(CborException.class);
    }
  }
}

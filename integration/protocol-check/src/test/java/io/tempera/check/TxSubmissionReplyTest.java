package io.tempera.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.check.TxSubmission.ReplyTxIds;
import io.tempera.kit.cbor.CborException;
import io.tempera.kit.cbor.CborReader;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TxSubmissionReplyTest {
  private static TxSubmission decode(String state, String hex) {
    return TxSubmission.CODEC.decode(
        TxSubmission.SPEC.state(state), new CborReader(HexFormat.of().parseHex(hex)));
  }

  @Test
  void anEmptyReplyIsFineUnlessTheRequestWasBlocking() {
    assertThat(decode("StTxIds NonBlocking", "82019fff")).isEqualTo(new ReplyTxIds(List.of()));
    assertThatThrownBy(() -> decode("StTxIds Blocking", "82019fff"))
        .isInstanceOf(CborException.class)
        .hasMessageContaining("at least one id in a blocking reply");
  }

  @Test
  void listsAreIndefiniteAlsoWhenTheyAreEmpty() {
    for (String definite : List.of("820180", "82018182414100", "820280", "820380")) {
      assertThatThrownBy(() -> decode("StTxIds NonBlocking", definite))
          .isInstanceOf(CborException.class)
          .hasMessageContaining("expected an indefinite array");
    }
  }
}

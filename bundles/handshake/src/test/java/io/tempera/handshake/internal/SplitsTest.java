package io.tempera.handshake.internal;

import static io.tempera.handshake.internal.Offers.bytes;
import static io.tempera.handshake.internal.Offers.recordedInitiator;
import static io.tempera.handshake.internal.Offers.recordedResponder;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.handshake.HandshakeOutcome;
import io.tempera.testkit.RecordingTracer;
import io.tempera.testkit.VirtualRuntime;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The reference's properties "codec 2-splits" and "codec 3-splits" (protocols Handshake.Test):
 * wherever a message is cut, what is made of it is the same.
 */
class SplitsTest {
  private final VirtualRuntime runtime = new VirtualRuntime();
  private final HandshakeComponent handshake =
      new HandshakeComponent(runtime, new RecordingTracer(runtime));

  @AfterEach
  void nothingIsLeft() {
    runtime.assertNothingLeft();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "an acceptance, 83010f84182af500f4",
    "a refusal of versions, 82028200820e0f",
    "data that could not be read, 820283010f6178",
    "another network, 820283020f7576657273696f6e2064617461206d69736d61746368",
    "a table, 8203a20e84182af400f40f84182af400f4",
    "a proposal that crosses ours, 8200a20e84182af400f40f84182af400f4",
    "no message at all, 8107"
  })
  void whereverAnAnswerIsCutTheClientMakesTheSameOfIt(String what, String hex) throws Exception {
    everySplit(bytes(hex), channel -> () -> handshake.client(channel, recordedInitiator()));
  }

  @Test
  void whereverAProposalIsCutTheServerMakesTheSameOfIt() throws Exception {
    for (String hex :
        new String[] {
          "8200a20e84182af500f40f84182af500f4",
          "8200a30e841a2d964a09f401f40f841a2d964a09f401f410851a2d964a09f401f4f4",
          "8200a20e84182af500f40f84182af501f5",
          "8200a11085182af500f4f4"
        }) {
      everySplit(bytes(hex), channel -> () -> handshake.server(channel, recordedResponder()));
    }
  }

  private void everySplit(byte[] message, Function<FakeSduChannel, Callable<HandshakeOutcome>> side)
      throws Exception {
    HandshakeOutcome whole = outcome(side, message);
    for (int first = 1; first < message.length; first++) {
      for (int second = first + 1; second <= message.length; second++) {
        HandshakeOutcome outcome =
            outcome(
                side,
                Arrays.copyOf(message, first),
                Arrays.copyOfRange(message, first, second),
                Arrays.copyOfRange(message, second, message.length));
        assertThat(outcome).as("cut at %s and %s", first, second).isEqualTo(whole);
      }
    }
  }

  private HandshakeOutcome outcome(
      Function<FakeSduChannel, Callable<HandshakeOutcome>> side, byte[]... pieces)
      throws Exception {
    FakeSduChannel channel = new FakeSduChannel(runtime);
    for (byte[] piece : pieces) {
      if (piece.length > 0) {
        channel.arrive(piece);
      }
    }
    return runtime.call(side.apply(channel));
  }
}

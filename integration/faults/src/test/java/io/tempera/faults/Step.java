package io.tempera.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.nodekit.NodeTime;
import io.tempera.nodekit.Sdu;
import io.tempera.nodekit.Wire;
import java.time.Duration;
import java.util.HexFormat;

/** One thing that a peer does on its connection, or waits for. */
@FunctionalInterface
interface Step {
  /** Does it. */
  void play(Wire wire) throws Exception;

  /** Writes bytes, given in hexadecimal digits. */
  static Step raw(String hex) {
    return wire -> wire.sendRaw(HexFormat.of().parseHex(hex));
  }

  /** Writes the first bytes of an SDU. */
  static Step first(int count, Sdu sdu) {
    return raw(HexFormat.of().formatHex(sdu.bytes(), 0, count));
  }

  /** Writes SDUs in one go. */
  static Step send(Sdu... sdus) {
    StringBuilder hex = new StringBuilder();
    for (Sdu sdu : sdus) {
      hex.append(HexFormat.of().formatHex(sdu.bytes()));
    }
    return raw(hex.toString());
  }

  /** Writes although nobody may be there any more. */
  static Step sendInVain(byte[] bytes) {
    return wire -> wire.sendInVain(bytes);
  }

  /** Waits for an SDU. */
  static Step expect(Sdu sdu) {
    return wire -> assertThat(wire.receive()).isEqualTo(sdu);
  }

  /** Waits for an answer to a proposal that begins like this. */
  static Step expectAnswer(String payloadBegin) {
    return wire -> {
      Sdu answer = wire.receive();
      assertThat(answer.number()).isZero();
      assertThat(answer.fromResponder()).isTrue();
      assertThat(answer.payload()).startsWith(payloadBegin);
    };
  }

  /** Waits for so many bytes of payload in SDUs of a number, however they are cut. */
  static Step expectBytes(int number, int count) {
    return wire -> {
      int left = count;
      while (left > 0) {
        Sdu sdu = wire.receive();
        assertThat(sdu.number()).isEqualTo(number);
        left -= sdu.payload().length() / 2;
      }
      assertThat(left).isZero();
    };
  }

  /** Says that nothing more will come, and goes on listening. */
  static Step halfClose() {
    return Wire::shutDownOutput;
  }

  /** Waits until the node has begun to wait for so long, and lets its held time pass by it. */
  static Step letPass(NodeTime time, Duration limit) {
    return wire -> {
      time.awaitTimerIn(limit);
      time.advance(limit);
    };
  }

  /** Resets the connection. */
  static Step reset() {
    return Wire::close;
  }
}

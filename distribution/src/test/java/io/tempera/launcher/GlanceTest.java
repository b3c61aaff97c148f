package io.tempera.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GlanceTest {
  private static final String HASH =
      "24582c5a77046abad9e4737ef6ff80252b9c2175af2b4d8ca84e6344b77c4942";

  private static final List<String> PEERS =
      List.of(
          "REMOTE           LOCAL  DIR  FLOW    OURS  THEIRS  VER    AGE      IN      OUT     RTT  STATE",
          "127.0.0.1:41287  40757  out  DUPLEX  HOT   COLD     15  4.0 s  34 KiB  1.5 KiB  3.8 ms  OUTBOUND_DUP_EXPIRED",
          "127.0.0.1:43395  40757  in   DUPLEX  COLD  WARM     15  1.0 s   4 KiB  1.5 KiB       -  INBOUND_IDLE_DUPLEX");

  @Test
  void theTipAndTheTemperatureThatWhoDialledGaveAreShownInALine() {
    Glance glance = Glance.of(List.of("tip      block 2005 at 40100." + HASH, "window   1"), PEERS);
    assertThat(glance.blocks()).isEqualTo(2006);
    assertThat(glance.peers()).extracting(Glance.Peer::dialled).containsExactly(true, false);
    assertThat(glance)
        .hasToString(
            "tip 2005 at slot 40100 (24582c5a7704...);"
                + " 127.0.0.1:41287 is HOT, 127.0.0.1:43395 is WARM");
  }

  @Test
  void aNodeWithoutBlocksAndConnectionsSaysSo() {
    Glance glance =
        Glance.of(
            List.of("tip      origin", "window   0 of 4320 blocks after origin"),
            List.of("There are no connections. The node listens on 127.0.0.1:40757; so dial in."));
    assertThat(glance.blocks()).isZero();
    assertThat(glance).hasToString("no block yet; no connection");
  }

  @Test
  void aForkOfTheSameLengthIsAnotherTip() {
    List<String> here = List.of("tip      block 1 at 20." + HASH);
    List<String> there = List.of("tip      block 1 at 20." + HASH.replace('2', '3'));
    assertThat(Glance.of(here, PEERS))
        .isEqualTo(Glance.of(here, PEERS))
        .isNotEqualTo(Glance.of(there, PEERS));
  }
}

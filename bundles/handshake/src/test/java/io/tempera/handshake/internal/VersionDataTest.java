package io.tempera.handshake.internal;

import static io.tempera.handshake.internal.Offers.bytes;
import static io.tempera.handshake.internal.Offers.data;
import static io.tempera.handshake.internal.Offers.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.handshake.VersionData;
import io.tempera.kit.cbor.CborException;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The data of a version, and those of our own entry. */
class VersionDataTest {
  @Test
  void theyComeBackAsTheyWere() {
    for (int version : List.of(14, 15, 16)) {
      for (int bits = 0; bits < 16; bits++) {
        for (long magic : List.of(0L, 42L, VersionData.MAX_MAGIC)) {
          VersionData data =
              data(
                  magic,
                  (bits & 1) != 0,
                  (bits & 2) != 0,
                  (bits & 4) != 0,
                  (bits & 8) != 0 && version == 16);
          assertThat(VersionDataCodec.decode(version, VersionDataCodec.encode(version, data)))
              .isEqualTo(data);
          OwnEntry entry = new OwnEntry(data, version, new TreeSet<>(List.of(99, 32_767)));
          assertThat(OwnEntry.decode(entry.encode())).isEqualTo(entry);
        }
      }
    }
  }

  @ParameterizedTest(name = "version {0}: {1}")
  @CsvSource({
    // R6: too short; too long; indefinite; no list
    "15, 82182af4",
    "15, 85182af500f4f4",
    "14, 85182af500f4f4",
    "16, 84182af500f4",
    "15, 9f182af500f4ff",
    "15, a0",
    // magic: negative, above 32 bits, a bignum, text
    "15, 8420f500f4",
    "15, 841b0000000100000000f500f4",
    "15, 84c2412af500f4",
    "15, 8461" + "2af500f4",
    // flags that are integers, and the integer that is a flag or too large
    "15, 84182a0100f4",
    "15, 84182af5f4f4",
    "15, 84182af502f4",
    "15, 84182af520f4",
    "15, 84182af50000",
    "16, 85182af500f400",
  })
  void whatIsNotOfTheFormCannotBeRead(int version, String hex) {
    assertThatThrownBy(() -> VersionDataCodec.decode(version, new Term(bytes(hex))))
        .isInstanceOf(CborException.class);
  }

  @Test
  void longerIntegersThanNeededCanBeRead() {
    assertThat(VersionDataCodec.decode(15, new Term(bytes("9804" + "1a0000002af51800f4"))))
        .isEqualTo(data(42, true, false));
    assertThat(
            VersionDataCodec.decode(
                15, new Term(bytes("84" + "1b00000000ffffffff" + "f41b0000000000000001f5"))))
        .isEqualTo(data(VersionData.MAX_MAGIC, false, true, true, false));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    // too short; indefinite; nested; Peras as a flag; numbers that cannot be
    "85182af400f40f",
    "9f182af400f40f00ff",
    "86182af400f40f80",
    "86182af400f40ff4",
    "87182af400f40f0000",
    "87182af400f40f0001",
    "87182af400f40f00198000",
    "87182af400f40f0020",
    "86182af400f41a0001000000",
  })
  void whatIsNotOfTheFormOfOurOwnEntryCannotBeRead(String hex) {
    assertThatThrownBy(() -> OwnEntry.decode(new Term(bytes(hex))))
        .isInstanceOf(CborException.class);
  }

  @Test
  void ourOwnEntryIsOneFlatArrayOfSmallItems() {
    OwnEntry entry =
        new OwnEntry(data(42, true, true, false, true), 16, new TreeSet<>(List.of(99)));
    assertThat(hex(entry.encode().encoded())).isEqualTo("87182af501f410011863");
    assertThat(OwnEntry.decode(new Term(bytes("86182af400f40f00"))).numbers()).isEmpty();
  }
}

package io.tempera.kit.cbor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The reader and the writer against a CBOR library that is not ours. */
final class CborOracleTest {
  private static final CBORFactory JACKSON = new CBORFactory();

  @Test
  void theReaderSeesWhatJacksonSees() throws IOException {
    RandomItems items = new RandomItems(2);
    for (int round = 0; round < 20_000; round++) {
      byte[] item = items.item(5);
      assertThat(Tokens.ours(item))
          .as("%s", HexFormat.of().formatHex(item))
          .isEqualTo(Tokens.theirs(item));
    }
  }

  @Test
  void jacksonWritesTheSameBytes() throws IOException {
    Random random = new Random(3);
    for (int round = 0; round < 2_000; round++) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      CborWriter ours = new CborWriter(1);
      try (CBORGenerator theirs = JACKSON.createGenerator(out)) {
        writeBoth(random, theirs, ours, 4);
      }
      assertThat(Arrays.equals(ours.toByteArray(), out.toByteArray())).isTrue();
      assertThat(ours.size()).isEqualTo(out.size());
    }
  }

  @Test
  void whatTheReaderTakesOfMutantsJacksonReadsTheSame() {
    RandomItems items = new RandomItems(4);
    int compared = 0;
    for (int round = 0; round < 60_000; round++) {
      byte[] mutant = items.mutated(items.item(5));
      Optional<List<String>> ours = attempt(() -> Tokens.ours(mutant));
      // Jackson makes texts of keys that are integers or bytes, and takes no others: maps cannot
      // be compared.
      if (ours.isPresent() && !ours.get().contains("{")) {
        assertThat(ours)
            .as("%s", HexFormat.of().formatHex(mutant))
            .isEqualTo(attempt(() -> Tokens.theirs(mutant)));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(5_000);
  }

  /** Why the reader refuses what Jackson takes. */
  private static final List<String> STRICTER =
      List.of(
          // Jackson reads one item after the other; a message is one.
          "expected the end of the message",
          // Jackson takes halves of surrogate pairs, overlong forms and what is above U+10FFFF.
          "bytes that are not UTF-8",
          // Jackson passes over a tag without an item where an indefinite array or map ends.
          "expected a simple value, found the end of an indefinite item",
          // Jackson takes a count of four bytes from 2^31 on for the indefinite form.
          "expected an array that the message can hold",
          "expected a map that the message can hold",
          // What these tests leave out, as Jackson reads it as something else.
          "a simple value that Jackson reads as something else",
          "a tag that Jackson refuses, or gives a meaning to");

  @Test
  void whatTheReaderRefusesOfMutantsAndJacksonTakesIsRefusedByARule() {
    RandomItems items = new RandomItems(5);
    int refused = 0;
    for (int round = 0; round < 60_000; round++) {
      byte[] mutant = items.mutated(items.item(5));
      Optional<List<String>> theirs = attempt(() -> Tokens.theirs(mutant));
      if (theirs.isPresent() && !theirs.get().isEmpty()) {
        try {
          Tokens.ours(mutant);
        } catch (CborException | IllegalArgumentException e) {
          assertThat(STRICTER)
              .as("%s: %s", HexFormat.of().formatHex(mutant), e.getMessage())
              .anyMatch(e.getMessage()::contains);
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(1_000);
  }

  private interface Reading {
    List<String> read() throws IOException;
  }

  private static Optional<List<String>> attempt(Reading reading) {
    try {
      return Optional.of(reading.read());
    } catch (IOException | CborException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Of those that do not fit a long only some can be compared: below zero Jackson writes the number
   * one too low, it writes a 0 before a byte whose highest bit is set, and a tag for what 64 bits
   * can say.
   */
  private static BigInteger largeNumber(Random random) {
    return new BigInteger(69, random).setBit(69);
  }

  private static void writeBoth(Random random, CBORGenerator theirs, CborWriter ours, int depth)
      throws IOException {
    switch (random.nextInt(depth > 0 ? 9 : 6)) {
      case 0 -> {
        long number = random.nextLong() >> random.nextInt(64);
        theirs.writeNumber(number);
        ours.integer(number);
      }
      case 1 -> {
        byte[] bytes = new byte[random.nextInt(400)];
        theirs.writeBinary(bytes);
        ours.bytes(bytes);
      }
      case 2 -> {
        String text = "ä€".repeat(random.nextInt(4));
        theirs.writeString(text);
        ours.text(text);
      }
      case 3 -> {
        BigInteger number = largeNumber(random);
        theirs.writeNumber(number);
        ours.integer(number);
      }
      case 4 -> {
        boolean bool = random.nextBoolean();
        theirs.writeBoolean(bool);
        ours.bool(bool);
      }
      case 5 -> {
        theirs.writeNull();
        ours.nil();
      }
      case 6 -> {
        int tag = random.nextInt(100_000);
        theirs.writeTag(tag);
        ours.tag(tag);
        writeBoth(random, theirs, ours, depth - 1);
      }
      case 7 -> {
        int size = random.nextInt(30);
        theirs.writeStartArray(theirs, size);
        ours.array(size);
        for (int i = 0; i < size; i++) {
          writeBoth(random, theirs, ours, depth - 2);
        }
        theirs.writeEndArray();
      }
      default -> {
        theirs.writeStartObject();
        ours.mapIndefinite();
        for (int i = random.nextInt(4); i > 0; i--) {
          theirs.writeFieldName("k" + i);
          ours.text("k" + i);
          writeBoth(random, theirs, ours, depth - 1);
        }
        theirs.writeEndObject();
        ours.end();
      }
    }
  }
}

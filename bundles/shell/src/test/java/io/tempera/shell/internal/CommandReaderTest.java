package io.tempera.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.shell.internal.CommandInput.End;
import io.tempera.shell.internal.CommandInput.Line;
import io.tempera.shell.internal.CommandInput.TooLong;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CommandReaderTest {
  private static List<CommandInput> read(String text, int limit, int pieces) throws IOException {
    CommandReader reader =
        new CommandReader(new Pieces(text.getBytes(StandardCharsets.UTF_8), pieces));
    List<CommandInput> all = new ArrayList<>();
    CommandInput input;
    do {
      input = reader.next(limit);
      all.add(input);
    } while (!(input instanceof End));
    return all;
  }

  @Test
  void linesAreTheSameHoweverTheyArriveInPieces() throws IOException {
    for (int pieces = 1; pieces <= 20; pieces++) {
      assertThat(read("one\n\ntwo größer\r\nhalf", 64, pieces))
          .as("pieces of %s", pieces)
          .containsExactly(new Line("one"), new Line(""), new Line("two größer"), new End());
    }
  }

  @Test
  void aLineOfTheLimitPassesAndOneByteMoreDoesNot() throws IOException {
    assertThat(read("1234\n12345\n1234\r\n12345\r\n1234\r5\r\n123456789\nok\n", 4, 3))
        .containsExactly(
            new Line("1234"),
            new TooLong(),
            new Line("1234"),
            new TooLong(),
            new TooLong(),
            new TooLong(),
            new Line("ok"),
            new End());
  }

  @Test
  void aLongLineIsCountedInBytesAndNotKept() throws IOException {
    assertThat(read("ßß\nßßß\n" + "y".repeat(100_000) + "\nz\n", 4, 1_000))
        .containsExactly(new Line("ßß"), new TooLong(), new TooLong(), new Line("z"), new End());
  }

  private record Pieces(InputStream in, int size) implements ReadableByteChannel {
    Pieces(byte[] bytes, int size) {
      this(new ByteArrayInputStream(bytes), size);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      byte[] piece = in.readNBytes(Math.min(size, target.remaining()));
      target.put(piece);
      return piece.length == 0 ? -1 : piece.length;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}

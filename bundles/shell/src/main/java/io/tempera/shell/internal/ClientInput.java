package io.tempera.shell.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a command reads beside its line: each time a line of the client, which is told that one is
 * waited for. One that is too long is an empty one.
 */
final class ClientInput extends InputStream {
  private final Lines lines;
  private ByteBuffer line = ByteBuffer.allocate(0);
  private boolean over;

  /** Where lines come from. */
  @FunctionalInterface
  interface Lines {
    /** Waits for one. */
    CommandInput next() throws IOException;
  }

  ClientInput(Lines lines) {
    this.lines = lines;
  }

  @Override
  public int read() throws IOException {
    return fill() ? Byte.toUnsignedInt(line.get()) : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, line.remaining());
    line.get(target, offset, count);
    return count;
  }

  @Override
  public int available() {
    return line.remaining();
  }

  private boolean fill() throws IOException {
    if (!line.hasRemaining() && !over) {
      switch (lines.next()) {
        case CommandInput.End end -> over = true;
        case CommandInput.Line(String text) -> line = bytes(text);
        case CommandInput.TooLong tooLong -> line = bytes("");
      }
    }
    return line.hasRemaining();
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8));
  }
}

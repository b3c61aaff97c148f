package io.tempera.shell.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * Cuts what arrives into lines. It keeps no more than one line of the allowed length; of a longer
 * one the rest is read and forgotten.
 */
final class CommandReader {
  private static final int CHUNK_BYTES = 1_024;

  private final ReadableByteChannel channel;
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).flip();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  CommandReader(ReadableByteChannel channel) {
    this.channel = channel;
  }

  /**
   * The next line, in UTF-8, ended by LF or CR LF. Blocks until it is there.
   *
   * @param limit the longest line, in bytes without its end
   */
  CommandInput next(int limit) throws IOException {
    line.reset();
    while (true) {
      if (!chunk.hasRemaining() && !fill()) {
        return new CommandInput.End();
      }
      byte next = chunk.get();
      if (next == '\n') {
        return whole(limit);
      }
      // Two more than allowed: one may be the CR, and one shows that the line is too long.
      if (line.size() < limit + 2) {
        line.write(next);
      }
    }
  }

  private CommandInput whole(int limit) {
    byte[] bytes = line.toByteArray();
    boolean carriageReturn = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
    int length = carriageReturn ? bytes.length - 1 : bytes.length;
    return length > limit
        ? new CommandInput.TooLong()
        : new CommandInput.Line(new String(bytes, 0, length, StandardCharsets.UTF_8));
  }

  private boolean fill() throws IOException {
    chunk.clear();
    int count = channel.read(chunk);
    chunk.flip();
    return count > 0;
  }
}

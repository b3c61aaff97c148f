package io.tempera.shell.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The answers to one client: what commands say goes out as it comes, and a line of its own ends
 * each answer. Output cannot look like such a line: its marks are replaced.
 */
final class AnswerStream extends OutputStream {
  /** The first character of a line that ends an answer. */
  static final char MARK = '\u0004';

  private final WritableByteChannel channel;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean atLineStart = true;

  AnswerStream(WritableByteChannel channel) {
    this.channel = channel;
  }

  @Override
  public void write(int single) throws IOException {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return;
    }
    byte[] safe = new byte[length];
    for (int i = 0; i < length; i++) {
      byte given = bytes[offset + i];
      safe[i] = given == MARK ? (byte) '?' : given;
    }
    lock.lock();
    try {
      send(safe);
    } finally {
      lock.unlock();
    }
  }

  /** Ends an answer, on a line of its own. */
  void end(boolean ok) throws IOException {
    lock.lock();
    try {
      send(
          ((atLineStart ? "" : "\n") + MARK + (ok ? " ok\n" : " error\n"))
              .getBytes(StandardCharsets.UTF_8));
    } finally {
      lock.unlock();
    }
  }

  private void send(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    atLineStart = bytes[bytes.length - 1] == '\n';
  }
}

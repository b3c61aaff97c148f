package io.tempera.shell.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The answers to one client: what commands say goes out as it comes, and a line of its own ends
 * each answer, or says that its command waits for input. Output cannot look like such a line: its
 * marks are replaced.
 */
final class AnswerStream extends OutputStream {
  /** The first character of a line that ends an answer. */
  static final char MARK = '\u0004';

  private final WritableByteChannel channel;
  private final Runnable gone;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean atLineStart = true;

  /**
   * The answers over a channel.
   *
   * @param gone called when the channel takes no more; the streams that shells put around this one
   *     keep such things to themselves
   */
  AnswerStream(WritableByteChannel channel, Runnable gone) {
    this.channel = channel;
    this.gone = gone;
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
    send(safe, false);
  }

  /** Ends an answer, on a line of its own. */
  void end(boolean ok) throws IOException {
    send((MARK + (ok ? " ok\n" : " error\n")).getBytes(StandardCharsets.UTF_8), true);
  }

  /** Says, on a line of its own, that a command waits for a line of the client. */
  void awaitsInput() throws IOException {
    send((MARK + " input\n").getBytes(StandardCharsets.UTF_8), true);
  }

  private void send(byte[] bytes, boolean onItsOwnLine) throws IOException {
    lock.lock();
    try {
      if (onItsOwnLine && !atLineStart) {
        writeFully(new byte[] {'\n'});
      }
      writeFully(bytes);
      atLineStart = bytes[bytes.length - 1] == '\n';
    } catch (IOException broken) {
      gone.run();
      throw broken;
    } finally {
      lock.unlock();
    }
  }

  private void writeFully(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }
}

package io.tempera.tracelog.internal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;

/** The process's standard output. */
final class StandardOutput {
  private StandardOutput() {}

  /**
   * A stream to the process's standard output itself, in the terminal's character set. System's own
   * field will not do: a shell puts a stream there that follows its sessions.
   */
  static PrintStream stream() {
    return new PrintStream(new FileOutputStream(FileDescriptor.out), true, charset());
  }

  private static Charset charset() {
    try {
      return Charset.forName(System.getProperty("stdout.encoding", StandardCharsets.UTF_8.name()));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      return StandardCharsets.UTF_8;
    }
  }
}

package io.tempera.benchmarks;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Where figures go: to people, and from process to process. */
public final class Console {
  private Console() {}

  /** Standard output, in UTF-8; each line is there at once. */
  public static PrintStream out() {
    return new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  }
}

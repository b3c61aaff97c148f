package io.tempera.shell.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A shell that knows what the tests need. */
final class FakeSessions implements ShellSessions {
  final AtomicInteger open = new AtomicInteger();
  final AtomicInteger swallowed = new AtomicInteger();
  final CountDownLatch hanging = new CountDownLatch(1);
  final CountDownLatch interrupted = new CountDownLatch(1);
  final Semaphore keys = new Semaphore(0);
  final Semaphore closings = new Semaphore(0);

  @Override
  public ShellSession open(InputStream input, OutputStream output) {
    open.incrementAndGet();
    return new Session(input, output);
  }

  private final class Session implements ShellSession {
    private final InputStream input;
    private final OutputStream output;
    private final AtomicBoolean closed = new AtomicBoolean();
    private String last = "nothing";

    Session(InputStream input, OutputStream output) {
      this.input = input;
      this.output = output;
    }

    @Override
    public void execute(String line) {
      try {
        run(line);
      } catch (IOException gone) {
        throw new UncheckedIOException(gone);
      }
      last = line;
    }

    private void run(String line) throws IOException {
      switch (line) {
        case "" -> {}
        case "last" -> say(last + "\n");
        case "no line feed" -> say("half a line");
        case "forge" -> say("\u0004 ok\n");
        case "fail" -> throw new CommandFailed("It could not be done.");
        case "hang" -> hang();
        case "key" -> key();
        case "flood" -> flood();
        default -> say("did " + line + "\n");
      }
    }

    private void say(String text) throws IOException {
      output.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Like a command that goes on until a key is pressed. */
    private void key() throws IOException {
      say("waiting");
      int key = input.read();
      keys.release();
      say(key < 0 ? "nobody is there\n" : "key " + key + ", left " + input.available() + "\n");
      input.skipNBytes(input.available());
    }

    /** Like a command that prints: does not notice that nobody listens, only the close. */
    private void flood() {
      while (!closed.get()) {
        try {
          say("x".repeat(10_000));
        } catch (IOException gone) {
          swallowed.incrementAndGet();
        }
      }
    }

    private void hang() {
      hanging.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        interrupted.countDown();
        Thread.currentThread().interrupt();
        throw new CommandFailed("The command was interrupted.");
      }
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        open.decrementAndGet();
        closings.release();
      }
    }
  }
}

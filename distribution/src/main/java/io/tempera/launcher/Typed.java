package io.tempera.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * What whoever uses the program types: lines, and now and then a key. A thread waits for a key, and
 * goes on to when nobody wants one any more: then it has the beginning of the next line.
 */
final class Typed {
  private final BufferedReader in;
  private final boolean terminal;

  /** The key, or the line where there are no keys, that is being read; empty at the end. */
  private Optional<CompletableFuture<Optional<String>>> reading = Optional.empty();

  /** Whether it is a key. */
  private boolean readsKey;

  private Optional<RawTerminal> raw = Optional.empty();
  private Optional<Runnable> wanted = Optional.empty();

  /**
   * Nothing was typed yet.
   *
   * @param terminal whether a person types it
   */
  Typed(InputStream in, boolean terminal) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.terminal = terminal;
  }

  /** Whether a person types. */
  boolean isTerminal() {
    return terminal;
  }

  /**
   * Calls back once, on some thread, when a key was pressed, or a line came where there is no
   * terminal, or nothing will come any more; unless it is given up before.
   */
  void key(Runnable pressed) {
    Optional<RawTerminal> entered = terminal ? RawTerminal.enter() : Optional.empty();
    CompletableFuture<Optional<String>> key;
    synchronized (this) {
      raw = entered;
      wanted = Optional.of(pressed);
      key = reading.orElseGet(this::read);
      reading = Optional.of(key);
    }
    key.whenComplete((text, failed) -> take());
  }

  private CompletableFuture<Optional<String>> read() {
    boolean one = raw.isPresent();
    readsKey = one;
    CompletableFuture<Optional<String>> read = new CompletableFuture<>();
    Thread reader =
        new Thread(() -> read.completeAsync(() -> one ? readKey() : readLine(), Runnable::run));
    reader.setDaemon(true);
    reader.start();
    return read;
  }

  private Optional<String> readKey() {
    try {
      int key = in.read();
      return key < 0 ? Optional.empty() : Optional.of(Character.toString(key));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<String> readLine() {
    try {
      return Optional.ofNullable(in.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take() {
    Optional<Runnable> pressed;
    synchronized (this) {
      pressed = wanted;
      wanted = Optional.empty();
      if (pressed.isPresent()) {
        reading = Optional.empty();
      }
    }
    pressed.ifPresent(Runnable::run);
  }

  /** Nobody wants a key any more: the terminal is as it was. */
  void giveUp() {
    Optional<RawTerminal> left;
    synchronized (this) {
      wanted = Optional.empty();
      left = raw;
      raw = Optional.empty();
    }
    left.ifPresent(RawTerminal::close);
  }

  /** The next line; empty at the end. Blocks. */
  Optional<String> line() throws IOException {
    Optional<CompletableFuture<Optional<String>>> begun;
    boolean key;
    synchronized (this) {
      begun = reading;
      key = readsKey;
      reading = Optional.empty();
    }
    try {
      if (begun.isEmpty()) {
        return readLine();
      }
      Optional<String> beginning = begun.get().join();
      boolean whole = !key || beginning.isEmpty() || beginning.get().equals("\n");
      return whole
          ? beginning.map(String::strip)
          : Optional.of(beginning.get() + readLine().orElse(""));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (CompletionException e) {
      throw new IOException("what was typed cannot be read", e);
    }
  }
}

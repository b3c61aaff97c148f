package io.tempera.chain.memory.internal;

import io.tempera.chain.ChainTrace.NotLoaded;
import io.tempera.chain.ChainTrace.SetAside;
import io.tempera.runtime.Mailbox;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Timer;
import io.tempera.runtime.Timers;
import io.tempera.trace.Tracer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The file that is read at start, as soon as a format is there that knows its first block, unless
 * the chain has begun by then. While not all of it was read nothing is written over it: it is the
 * only one that has the rest. Any thread.
 */
final class StartFile {
  /** How long the formats may take to come at start before it is said that none knows the file. */
  static final Duration PATIENCE = FormatGraces.GRACE;

  /** How many files that were not read are kept beside one. */
  static final int MOST_ASIDE = 9;

  private final MemoryChain chain;
  private final Timers timers;
  private final Mailbox<Runnable> later;
  private final Tracer tracer;
  private Optional<Path> toLoad = Optional.empty();
  private Optional<Path> unread = Optional.empty();
  private Optional<Timer> patience = Optional.empty();
  private String unknown = "";

  StartFile(MemoryChain chain, TemperaRuntime runtime, Tracer tracer) {
    this.chain = chain;
    this.timers = runtime.timers();
    this.later = runtime.newMailbox(Runnable::run);
    this.tracer = tracer;
  }

  /** Reads it, now or when a format comes. */
  synchronized void start(Optional<Path> file) {
    toLoad = file;
    unread = file;
    load();
    if (toLoad.isPresent()) {
      patience = Optional.of(timers.after(PATIENCE, () -> later.post(this::sayUnread)));
    }
  }

  /** Reads it, if it is not read yet and now can be. */
  synchronized void load() {
    if (toLoad.isEmpty() || chain.hasBegun()) {
      return;
    }
    switch (chain.files().load(toLoad.get())) {
      case LoadResult.Over(boolean whole) -> {
        toLoad = Optional.empty();
        unread = unread.filter(file -> !whole);
        patience.ifPresent(Timer::cancel);
      }
      case LoadResult.Unknown(String why) -> unknown = why;
    }
  }

  private synchronized void sayUnread() {
    toLoad.ifPresent(file -> tracer.trace(new NotLoaded(file.toString(), whyUnread())));
  }

  private String whyUnread() {
    return chain.hasBegun()
        ? "the chain has begun before a format was there that knows its first block"
        : unknown + ", then it is read, unless the chain has begun by then";
  }

  /**
   * Writes the chain to a file; when that is the one which was not read to its end it is set aside
   * before.
   *
   * @return how many blocks were written; none, and nothing is touched, where there are none
   */
  synchronized int save(Path path) throws IOException {
    if (chain.status().blocks() > 0
        && unread.filter(file -> ChainFiles.isSame(file, path)).isPresent()) {
      setAside(path);
      unread = Optional.empty();
    }
    return chain.files().save(path);
  }

  private void setAside(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      return; // It has gone meanwhile, or is none that can be written over.
    }
    Path aside = aside(path);
    Files.move(path, aside);
    tracer.trace(new SetAside(path.toString(), aside.toString()));
  }

  private static Path aside(Path path) throws IOException {
    for (int number = 1; number <= MOST_ASIDE; number++) {
      Path free = path.resolveSibling(path.getFileName() + ".unread" + number);
      if (Files.notExists(free)) {
        return free;
      }
    }
    throw new IOException(
        "it was not read to its end, and "
            + MOST_ASIDE
            + " such files are kept beside it already; remove those that are of no use");
  }

  /** It waits for no format any more. */
  synchronized void close() {
    toLoad = Optional.empty();
    patience.ifPresent(Timer::cancel);
  }
}

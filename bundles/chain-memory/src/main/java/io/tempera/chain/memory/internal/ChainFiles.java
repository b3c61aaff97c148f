package io.tempera.chain.memory.internal;

import io.tempera.chain.Block;
import io.tempera.chain.ChainTrace.LoadStopped;
import io.tempera.chain.ChainTrace.Loaded;
import io.tempera.chain.ChainTrace.NotLoaded;
import io.tempera.chain.Encoded;
import io.tempera.chain.Tip;
import io.tempera.chain.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fills the chain from a file of blocks, and writes it to one. Blocks on the disk. */
final class ChainFiles {
  private final Guard guard;
  private final Formats formats;

  ChainFiles(Guard guard, Formats formats) {
    this.guard = guard;
    this.formats = formats;
  }

  /**
   * Puts the blocks of a file on the chain, one after another. A first block that does not follow
   * our anchor becomes the anchor of a chain that is empty, and is not kept itself: it names the
   * hash of the block before it only, and an anchor is a point, with a slot, that peers are told.
   * So a chain that has dropped blocks is shorter by one whenever it was saved and loaded, unless
   * {@code start} is the point before. What cannot be read ends it, and what was read before that
   * stays; both are said.
   *
   * <p>No file is an empty one where it is to be written at stop: at the first start there is none.
   */
  LoadResult load(Path path) {
    long blocks = 0;
    boolean whole = true;
    if (Files.notExists(path)) {
      none(path);
      return new LoadResult.Over(true);
    }
    try (BlockFile file = BlockFile.open(path)) {
      for (long at = 0; ; at = file.offset(), blocks++) {
        Optional<Encoded> encoded = file.next();
        if (encoded.isEmpty()) {
          break;
        }
        Verdict verdict = put(formats.block(encoded.get()), blocks == 0);
        if (verdict instanceof Verdict.Invalid(String why)) {
          stopped(path, "at byte " + at + " " + why);
          whole = false;
          break;
        }
      }
    } catch (IOException broken) {
      stopped(path, broken.toString());
      whole = false;
    } catch (Unreadable unreadable) {
      if (blocks == 0 && unreadable.isUnknown()) {
        return new LoadResult.Unknown(unreadable.getMessage());
      }
      stopped(path, unreadable.getMessage());
      whole = false;
    }
    loaded(path, blocks);
    return new LoadResult.Over(whole);
  }

  private void none(Path path) {
    if (guard.settings().save().filter(save -> isSame(save, path)).isPresent()) {
      loaded(path, 0);
    } else {
      String why = "there is no such file; see load of " + MemorySettings.PID;
      guard.tracer().trace(new NotLoaded(path.toString(), why));
    }
  }

  /** Whether two paths are of one file, which need not be there. */
  static boolean isSame(Path one, Path other) {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }

  private void loaded(Path path, long blocks) {
    Tip tip = guard.look(chain -> chain.window().tip());
    guard.tracer().trace(new Loaded(path.toString(), blocks, tip));
  }

  private Verdict put(Block block, boolean isFirst) {
    return guard.change(
        chain -> {
          Window window = chain.window();
          boolean follows = window.anchor().objection(block.header()).isEmpty();
          if (isFirst && !follows && window.isEmpty() && chain.follow().all().isEmpty()) {
            chain.beginAt(block);
            return Verdict.ACCEPTED;
          }
          return chain.extend(block);
        });
  }

  private void stopped(Path path, String why) {
    guard.tracer().trace(new LoadStopped(path.toString(), why));
  }

  /**
   * Writes the blocks of the chain to a file, in place of what is there. A chain without blocks
   * writes nothing.
   *
   * @return how many blocks were written
   */
  int save(Path path) throws IOException {
    List<Encoded> blocks = guard.look(chain -> all(chain.window()));
    if (!blocks.isEmpty()) {
      BlockFile.write(path, blocks);
    }
    return blocks.size();
  }

  private static List<Encoded> all(Window window) {
    List<Encoded> blocks = new ArrayList<>(window.size());
    for (long position = window.first() + 1; position <= window.end(); position++) {
      blocks.add(window.block(position).encoded());
    }
    return blocks;
  }
}

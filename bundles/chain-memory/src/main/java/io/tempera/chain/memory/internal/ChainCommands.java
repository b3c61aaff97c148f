package io.tempera.chain.memory.internal;

import io.tempera.failure.CommandRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The commands about the chain: {@code tempera:chain} shows it, {@code tempera:chainsave FILE}
 * writes it. Gogo and help find them by their properties, so that a node without them needs none of
 * it.
 */
@Component(
    service = ChainCommands.class,
    property = {
      "osgi.command.scope=tempera",
      "osgi.command.function=chain",
      "osgi.command.function=chainsave",
      "io.tempera.command.help=chain: the chain: tip, window, who reads it, the chains of peers",
      "io.tempera.command.help=chainsave FILE: writes the blocks that are kept to a file. A FILE that"
          + " is there is replaced, once the new one is whole; one that does not begin with / is in"
          + " the directory where the node was started (./run: that of the run script)."
    })
public final class ChainCommands {
  private final MemoryChainComponent chain;

  /** Takes what is behind the commands. */
  @Activate
  public ChainCommands(@Reference MemoryChainComponent chain) {
    this.chain = chain;
  }

  /** The chain at the moment: tip, window, readers, and the chains of the peers. */
  public String chain(String... arguments) {
    if (arguments.length > 0) {
      throw CommandRefused.misused("tempera:chain", "it takes no argument");
    }
    return chain.status().text();
  }

  /** Writes the blocks that are kept to a file, in place of what is there. */
  public String chainsave(String... arguments) {
    if (arguments.length != 1) {
      throw CommandRefused.misused(
          "tempera:chainsave FILE", "one argument is needed, not " + arguments.length);
    }
    Path path = target(arguments[0]);
    try {
      int blocks = chain.save(path);
      return blocks == 0
          ? "the chain has no block yet, nothing was written"
          : blocks + " blocks written to " + path;
    } catch (IOException failed) {
      throw new CommandRefused("The blocks could not be written to " + path + ": " + failed + ".");
    }
  }

  /** Where a name leads, absolute: who is told of it need not be where this process is. */
  private static Path target(String file) {
    Path path;
    try {
      path = Path.of(file).toAbsolutePath();
    } catch (InvalidPathException unheardOf) {
      throw new CommandRefused("This is no file's name: " + unheardOf.getMessage() + ".");
    }
    if (Files.isDirectory(path)) {
      throw new CommandRefused(path + " is a directory: write the name of a file in it.");
    }
    Path directory = path.resolveSibling("").normalize();
    if (!Files.isDirectory(directory)) {
      throw new CommandRefused("There is no directory " + directory + ": make it first.");
    }
    return path;
  }
}

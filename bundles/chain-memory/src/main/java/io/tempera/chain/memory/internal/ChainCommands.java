package io.tempera.chain.memory.internal;

import java.io.IOException;
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
      "io.tempera.command.help=chainsave FILE: writes the blocks that are kept to a file"
    })
public final class ChainCommands {
  private final MemoryChainComponent chain;

  /** Takes what is behind the commands. */
  @Activate
  public ChainCommands(@Reference MemoryChainComponent chain) {
    this.chain = chain;
  }

  /** The chain at the moment: tip, window, readers, and the chains of the peers. */
  public String chain() {
    return chain.status().text();
  }

  /** Writes the blocks that are kept to a file, in place of what is there. */
  public String chainsave(String file) throws IOException {
    int blocks = chain.save(Path.of(file));
    return blocks == 0
        ? "the chain has no block yet, nothing was written"
        : blocks + " blocks written to " + file;
  }
}

package io.tempera.chain;

import io.tempera.bearer.ConnectionId;
import io.tempera.trace.FrequentTrace;
import io.tempera.trace.Level;
import io.tempera.trace.Trace;
import java.util.Optional;

/** What becomes of this node's chain. */
public sealed interface ChainTrace extends Trace {
  @Override
  default Level level() {
    return Level.INFO;
  }

  /**
   * The chain is longer: said when no longer one is known, and now and then on the way there.
   *
   * @param tip where it ends now
   * @param from the peer whose chain it is; empty when the node made the block or had it from
   *     elsewhere
   * @param caughtUp whether no longer one is known
   */
  record TipMoved(Tip tip, Optional<ConnectionId> from, boolean caughtUp) implements ChainTrace {
    @Override
    public String text() {
      return "chain: "
          + tip
          + from.map(peer -> ", from " + peer).orElse(", of our own")
          + (caughtUp ? "" : ", and more to come");
    }
  }

  /**
   * The chain goes on from an earlier point.
   *
   * @param fork the last point that stays
   * @param blocks how many after it are gone
   * @param tip where the chain ends now
   * @param from the peer whose chain it is; empty when the node itself went back
   */
  record SwitchedFork(Point fork, int blocks, Tip tip, Optional<ConnectionId> from)
      implements ChainTrace {
    @Override
    public String text() {
      return "chain: "
          + blocks
          + (blocks == 1 ? " block" : " blocks")
          + " after "
          + fork
          + " gone, now "
          + tip
          + from.map(peer -> ", from " + peer).orElse(", by our own wish");
    }
  }

  /**
   * The chain is given up for one that has nothing in common with it.
   *
   * @param blocks how many are gone
   * @param tip where it ended
   * @param from the peer whose chain it is now
   * @param theirs where that one ends
   */
  record BegunAnew(int blocks, Tip tip, ConnectionId from, Tip theirs) implements ChainTrace {
    @Override
    public Level level() {
      return Level.WARN;
    }

    @Override
    public String text() {
      return "chain: "
          + (blocks == 1 ? "one block is" : blocks + " blocks are")
          + " given up, up to "
          + tip
          + ", for the chain of "
          + from
          + ", which ends with "
          + theirs
          + ": it is longer and has nothing in common with ours, which held no more than these,"
          + " and nobody else is followed";
    }
  }

  /** A block has come from a peer. */
  record BlockFetched(ConnectionId from, Tip block, int bytes)
      implements ChainTrace, FrequentTrace {
    @Override
    public Level level() {
      return Level.DEBUG;
    }

    @Override
    public String text() {
      return from + " chain: " + block + " has come, " + bytes + " bytes";
    }
  }

  /** A peer does not have blocks whose headers it told: others are asked, and it is again later. */
  record BlocksMissing(ConnectionId peer, Tip first) implements ChainTrace {
    @Override
    public Level level() {
      return Level.DEBUG;
    }

    @Override
    public String text() {
      return peer + " chain: the peer does not have " + first + ", whose header it told";
    }
  }

  /**
   * Blocks were read from a file.
   *
   * @param file its path
   * @param blocks how many
   * @param tip where the chain ends now
   */
  record Loaded(String file, long blocks, Tip tip) implements ChainTrace {
    @Override
    public String text() {
      return "chain: " + blocks + " blocks of " + file + " read, the chain is at " + tip;
    }
  }

  /**
   * A file with blocks could not be read, or not to its end: what was read of it stays.
   *
   * @param file its path
   * @param why a sentence that says where
   */
  record LoadStopped(String file, String why) implements ChainTrace {
    @Override
    public Level level() {
      return Level.WARN;
    }

    @Override
    public String text() {
      return "chain: " + file + " was not read to its end: " + why;
    }
  }

  /**
   * Nothing of a file with blocks was read.
   *
   * @param file its path
   * @param why a sentence that says what to do
   */
  record NotLoaded(String file, String why) implements ChainTrace {
    @Override
    public Level level() {
      return Level.WARN;
    }

    @Override
    public String text() {
      return "chain: " + file + " was not read: " + why;
    }
  }

  /**
   * A file that was not read, or not to its end, makes place for the chain that is written.
   *
   * @param file its path until then
   * @param aside its path from then on
   */
  record SetAside(String file, String aside) implements ChainTrace {
    @Override
    public Level level() {
      return Level.WARN;
    }

    @Override
    public String text() {
      return "chain: "
          + file
          + ", which was not read to its end, is kept as "
          + aside
          + ": what is written takes its place; remove it when it is of no use";
    }
  }

  /**
   * The chain was written to a file.
   *
   * @param file its path
   * @param blocks how many
   */
  record Saved(String file, long blocks) implements ChainTrace {
    @Override
    public String text() {
      return "chain: " + blocks + " blocks written to " + file;
    }
  }

  /**
   * The chain could not be written to a file.
   *
   * @param file its path
   * @param why what was in the way
   */
  record SaveFailed(String file, String why) implements ChainTrace {
    @Override
    public Level level() {
      return Level.ERROR;
    }

    @Override
    public String text() {
      return "chain: could not be written to " + file + ": " + why;
    }
  }
}

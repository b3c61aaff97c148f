package io.tempera.chain;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Reads a range of blocks, one after another, so that no more than one is held. For one thread. */
@ConsumerType
public interface BlockReader extends AutoCloseable {
  /**
   * The next block. Does not block longer than a read from a disk takes.
   *
   * @return empty after the last one
   */
  Optional<Encoded> next();

  /** Gives back what it holds. Again: does nothing. */
  @Override
  void close();
}

package io.tempera.tip.sample.internal;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;

/**
 * A chain that is made up, so that there is a tip to tell as long as no bundle has a real one:
 * every node knows all of it, and is as far along it as the time it has run.
 */
final class SampleChain {
  /** One block for each. */
  static final Duration BLOCK_TIME = Duration.ofSeconds(1);

  private SampleChain() {}

  /** The tip of a node that has run for so long. */
  static Tip tipAfter(Duration running) {
    return tipAt(running.dividedBy(BLOCK_TIME));
  }

  /** The tip where a block is the last one: its hash is that of its number. */
  static Tip tipAt(long block) {
    return new Tip(block, sha256(ByteBuffer.allocate(Long.BYTES).putLong(block).array()));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

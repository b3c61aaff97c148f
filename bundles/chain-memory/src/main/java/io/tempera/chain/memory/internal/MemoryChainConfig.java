package io.tempera.chain.memory.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings as the operator writes them. */
@ObjectClassDefinition(
    name = "Tempera: chain in memory",
    description =
        "The last blocks of the chain: what is followed from one peer is served to others.")
public @interface MemoryChainConfig {
  /** Where it begins. */
  @AttributeDefinition(
      name = "Start",
      description =
          "Where the chain begins while it has no block: 'origin', 'tip' (where the chain of the first"
              + " peer ends), or SLOT.HASH. Counts when the bundle starts.")
  String start() default "origin";

  /** How many blocks are kept. */
  @AttributeDefinition(
      name = "Window (blocks)",
      description =
          "How many blocks are kept; the oldest are dropped. Peers that are farther behind cannot be"
              + " served, forks that are longer cannot be followed. 1 or more.")
  int window_blocks() default WindowLimits.BLOCKS;

  /** How many bytes are kept. */
  @AttributeDefinition(
      name = "Window (bytes)",
      description =
          "How many bytes of blocks and headers are kept. 0: a quarter of the heap, at most 256 MiB.")
  long window_bytes() default 0;

  /** How many headers of one peer wait. */
  @AttributeDefinition(
      name = "Headers of one peer",
      description =
          "How many headers of each peer may wait for their blocks, beyond as many as our own chain"
              + " has since the two parted, of 1400 bytes on average. 1 or more.")
  int candidate_headers() default MemorySettings.CANDIDATE_HEADERS;

  /** How many blocks in a range. */
  @AttributeDefinition(
      name = "Range (blocks)",
      description = "The most blocks that a peer is asked for in one range. 1 or more.")
  int range_blocks() default FetchLimits.RANGE_BLOCKS;

  /** How long a range may take. */
  @AttributeDefinition(
      name = "Range (seconds)",
      description =
          "How long a range may hold up everything before another peer is asked for what is missing of"
              + " it, too; each further one after twice the time. Above 0, at most 3600.")
  double range_patience() default FetchLimits.PATIENCE_SECONDS;

  /** How many blocks from one peer. */
  @AttributeDefinition(
      name = "On their way from one peer (blocks)",
      description = "The most blocks that are asked of one peer at a time; not below range.blocks.")
  int peer_blocks() default FetchLimits.PEER_BLOCKS;

  /** How many blocks from all. */
  @AttributeDefinition(
      name = "On their way (blocks)",
      description = "The most blocks that are asked of all peers together; not below peer.blocks.")
  int fetch_blocks() default FetchLimits.BLOCKS;

  /** How many bytes from all. */
  @AttributeDefinition(
      name = "On their way (bytes)",
      description =
          "The most bytes that are on their way, each block taken for the largest one seen of late, or"
              + " here and not on the chain yet; of a longer fork, up to window.bytes more are here before it is"
              + " switched to or given up. As many again are kept of forks that were left. 1 or more.")
  long fetch_bytes() default FetchLimits.BYTES;

  /** How long a place is kept. */
  @AttributeDefinition(
      name = "Suspended for (seconds)",
      description =
          "How long the place on a peer's chain is kept while a mini-protocol is handed over. Above 0,"
              + " at most 3600.")
  double suspended_for() default MemorySettings.SUSPENDED_SECONDS;

  /** What is read at start. */
  @AttributeDefinition(
      name = "Load",
      description =
          "A file of blocks (CBOR items one after another) that is read at start, if there is one."
              + " Where they do not follow 'start' the first one is where the chain begins, and is"
              + " not kept itself. Counts when the bundle starts.",
      required = false)
  String load() default "";

  /** What is written at stop. */
  @AttributeDefinition(
      name = "Save",
      description =
          "A file to which the blocks that are kept are written when the bundle stops; may be the one"
              + " that is loaded. tempera:chainsave FILE writes one at any time.",
      required = false)
  String save() default "";
}

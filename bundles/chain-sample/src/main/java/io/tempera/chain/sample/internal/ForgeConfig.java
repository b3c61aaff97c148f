package io.tempera.chain.sample.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings as the operator writes them. Without any the forge is off. */
@ObjectClassDefinition(
    name = "Tempera: made-up chain",
    description =
        "Puts made-up blocks on this node's chain, for demos and tests. Off unless it is configured."
            + " A change of a setting starts it anew.")
public @interface ForgeConfig {
  /** Where they are kept. */
  String PID = "io.tempera.chain.sample";

  /** Which chain. */
  @AttributeDefinition(
      name = "Seed",
      description = "Of the chain: nodes with the same seed make the same blocks.")
  long seed() default 1;

  /** How many at once. */
  @AttributeDefinition(
      name = "Blocks at the start",
      description =
          "How many blocks the chain has at the start: those that are missing are made at once. 0 to"
              + " 1000000.")
  int blocks() default 0;

  /** How often. */
  @AttributeDefinition(
      name = "Interval (seconds)",
      description = "Time from one forged block to the next, at most 86400; 0 to forge none.")
  double interval() default 0;

  /** How large. */
  @AttributeDefinition(
      name = "Bytes of a block",
      description =
          "So many bytes each block has at least, 0 to 2097152; smaller ones are filled up.")
  int block_bytes() default 0;

  /** How full. */
  @AttributeDefinition(
      name = "Transactions of a block",
      description = "How many made-up transactions each block has, 0 to 1000.")
  int block_transactions() default 1;

  /** How often back. */
  @AttributeDefinition(
      name = "Rollback at each so-many-th block",
      description =
          "At each so-many-th forged block the chain goes back, and goes on with other blocks, one"
              + " more than it lost; 0 for never.")
  int rollback_every() default 0;

  /** How far back. */
  @AttributeDefinition(
      name = "Blocks of a rollback",
      description =
          "By how many blocks the chain goes back, of those that it has put there itself. 1 to"
              + " 2160.")
  int rollback_blocks() default ForgeSettings.ROLLBACK_BLOCKS;

  /** When to end. */
  @AttributeDefinition(
      name = "Stop after",
      description = "How many blocks are forged, besides those at the start; 0 for no end.")
  int stop_after() default 0;
}

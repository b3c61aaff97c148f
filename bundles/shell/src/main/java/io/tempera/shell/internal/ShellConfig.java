package io.tempera.shell.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The shell's settings as the operator writes them. */
@ObjectClassDefinition(
    name = "Tempera: shell",
    description =
        "The local socket over which shell commands can be given to the node, and what the shell"
            + " keeps for those that look back.")
public @interface ShellConfig {
  /** Where the settings are. */
  String PID = "io.tempera.shell";

  /** The path. */
  @AttributeDefinition(
      name = "socket",
      description =
          "Path of the Unix domain socket; empty for none. Its directory is made if it is not"
              + " there. Whoever may write to the socket rules the node: it is for its owner alone.")
  String socket() default "";

  /** The bound of connections. */
  @AttributeDefinition(
      name = "connections",
      description = "How many may be connected at a time (1 or more); further ones are told so.")
  int connections() default 8;

  /** The bound of silence. */
  @AttributeDefinition(
      name = "idle.timeout",
      description =
          "Seconds after which a connection is closed that sends no command, or does not take its"
              + " answer (1 or more). A command that runs is not idle.")
  int idle_timeout() default 600;

  /** The bound of a line. */
  @AttributeDefinition(
      name = "line.limit",
      description = "The longest command, in bytes (64 or more); a longer one is refused.")
  int line_limit() default 8_192;

  /** The bound of what is kept of a connection. */
  @AttributeDefinition(
      name = "transitions.kept",
      description =
          "How many of the latest transitions of each connection tempera:why can tell (1 to 1000).")
  int transitions_kept() default 32;

  /** The bound of what waits for a terminal. */
  @AttributeDefinition(
      name = "watch.queue.limit",
      description =
          "How many lines of tempera:watch and tempera:handover may wait for a terminal that is slow (1 or more);"
              + " further ones are lost, and a line says how many.")
  int watch_queue_limit() default 1_024;
}

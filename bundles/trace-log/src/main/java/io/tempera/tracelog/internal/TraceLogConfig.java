package io.tempera.tracelog.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The settings as the operator writes them; changes hold at once. */
@ObjectClassDefinition(
    name = "Tempera: trace log",
    description = "Which of the node's events are written to the log and to the console.")
public @interface TraceLogConfig {
  /** Where the settings are. */
  String PID = "io.tempera.trace.log";

  /** The log's threshold. */
  @AttributeDefinition(
      name = "level",
      description =
          "Events of this level and above go to the log, under io.tempera and the kind of event,"
              + " such as io.tempera.ConnectionTrace. The log's own settings may hold back more.",
      options = {
        @Option(label = "DEBUG", value = "DEBUG"),
        @Option(label = "INFO", value = "INFO"),
        @Option(label = "WARN", value = "WARN"),
        @Option(label = "ERROR", value = "ERROR"),
        @Option(label = "OFF", value = "OFF")
      })
  String level() default "INFO";

  /** The console's threshold. */
  @AttributeDefinition(
      name = "console",
      description =
          "Events of this level and above are written to the standard output, a line each. Leave it"
              + " off while a shell uses the terminal.",
      options = {
        @Option(label = "DEBUG", value = "DEBUG"),
        @Option(label = "INFO", value = "INFO"),
        @Option(label = "WARN", value = "WARN"),
        @Option(label = "ERROR", value = "ERROR"),
        @Option(label = "OFF", value = "OFF")
      })
  String console() default "OFF";

  /** The bound of the queue. */
  @AttributeDefinition(
      name = "queue.limit",
      description =
          "How many events may wait to be written (16 or more). When the log is slower than the"
              + " node, further ones are dropped, and a line says how many.")
  int queue_limit() default 4_096;

  /** Whether the wire is written. */
  @AttributeDefinition(
      name = "wire",
      description =
          "Whether each frame that passes on a connection, and each send and receive of a"
              + " mini-protocol, is an event too: of level DEBUG, under io.tempera.WireTrace. There"
              + " are so many that they are for looking at a node with little to do.")
  boolean wire() default false;
}

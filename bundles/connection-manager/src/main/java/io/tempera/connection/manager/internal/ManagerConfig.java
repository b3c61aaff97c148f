package io.tempera.connection.manager.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The connection manager's own settings as the operator writes them. */
@ObjectClassDefinition(
    pid = ManagerConfig.PID,
    name = "Tempera: connection manager",
    description =
        "Times and limits of connections. A change closes none of them; timers that run keep the"
            + " time they began with.")
public @interface ManagerConfig {
  /** Where they are kept. */
  String PID = "io.tempera.connection.manager";

  /** Between our letting go and the closing. */
  @AttributeDefinition(
      name = "Outbound idle timeout (s)",
      description =
          "Seconds for which a connection that we have released stays open, for the remote side to"
              + " begin: 0 to 31536000. Holds for releases after a change.",
      type = AttributeType.DOUBLE)
  String outbound_idle_timeout() default "5";

  /** Between the closing and the forgetting. */
  @AttributeDefinition(
      name = "Time-wait (s)",
      description =
          "Seconds after the closing of an unused connection in which none is opened to the same"
              + " address again: 0 to 31536000. Holds for closings after a change.",
      type = AttributeType.DOUBLE)
  String time_wait_timeout() default "60";

  /** How long dialling may take. */
  @AttributeDefinition(
      name = "Connect timeout (s)",
      description =
          "Seconds that dialling may take, more than 0 and at most 31536000. Holds for attempts after"
              + " a change.",
      type = AttributeType.DOUBLE)
  String connect_timeout() default "10";

  /** How long the end may take. */
  @AttributeDefinition(
      name = "Close timeout (s)",
      description =
          "Seconds for which the end of the connection manager waits for callers to be answered, then"
              + " for connections to send what is queued, after which they are reset, and then for"
              + " rethrow policies to answer: 0 to 31536000.",
      type = AttributeType.DOUBLE)
  String close_timeout() default "5";

  /** How many failures are judged. */
  @AttributeDefinition(
      name = "Judgments limit",
      description =
          "How many failures rethrow policies judge at a time. One more costs its peer alone, and is"
              + " said.",
      type = AttributeType.INTEGER)
  String judgments_limit() default "256";

  /** How many others may be connected to us. */
  @AttributeDefinition(
      name = "Inbound hard limit",
      description =
          "How many inbound connections there may be, at least 1; more are turned away, and where"
              + " connections of ours become inbound ones, others make room. A lower one closes"
              + " nothing until then.",
      type = AttributeType.INTEGER)
  String inbound_hard_limit() default "512";
}

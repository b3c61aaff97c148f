package io.tempera.listener.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What the listener reads of the settings of the whole node. */
@ObjectClassDefinition(
    pid = NodeConfig.PID,
    name = "Tempera: node (where it listens)",
    description = "Whether and where this node accepts connections. A change reopens the door.")
public @interface NodeConfig {
  /** Where they are kept. */
  String PID = "io.tempera.node";

  /** Where to listen. */
  @AttributeDefinition(
      name = "Listen",
      description =
          "Where to accept connections: host:port, or [host]:port for IPv6 (port 0 takes a free one),"
              + " or unix:/path for a Unix domain socket. Empty: nowhere.",
      required = false)
  String listen() default "";

  /** Whether it answers at all. */
  @AttributeDefinition(
      name = "Initiator only",
      description = "true: this node accepts no connections, whatever 'listen' says.",
      type = AttributeType.BOOLEAN)
  String initiator_only() default "false";
}

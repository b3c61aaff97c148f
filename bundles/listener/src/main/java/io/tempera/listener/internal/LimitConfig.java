package io.tempera.listener.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What the listener reads of the connection manager's settings: one limit for both. */
@ObjectClassDefinition(
    pid = LimitConfig.PID,
    name = "Tempera: connection manager (when nobody is accepted)",
    description = "From how many inbound connections on nobody is accepted.")
public @interface LimitConfig {
  /** Where they are kept. */
  String PID = "io.tempera.connection.manager";

  /** How many others may be connected to us (ouroboros-network Diffusion.Configuration). */
  @AttributeDefinition(
      name = "Inbound hard limit",
      description = "How many inbound connections there may be; more wait to be accepted.",
      type = AttributeType.INTEGER)
  String inbound_hard_limit() default "512";
}

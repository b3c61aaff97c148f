package io.tempera.staticpeers.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * What the static peers read of the settings of the whole node, which several bundles read, each
 * what it needs.
 */
@ObjectClassDefinition(
    pid = NodeConfig.PID,
    name = "Tempera: node (as static peers are connected to)",
    description =
        "What is proposed to the peers that are kept, from each one's next connection on.")
public @interface NodeConfig {
  /** Where they are kept. */
  String PID = "io.tempera.node";

  /** Whether the connections are for this node alone. */
  @AttributeDefinition(
      name = "Initiator only",
      description =
          "true: connections that only this node uses. false: connections that the peer may use as"
              + " well.",
      type = AttributeType.BOOLEAN)
  String initiator_only() default "false";
}

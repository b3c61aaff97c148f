package io.tempera.connection.manager.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * What the connection manager reads of the settings of the whole node, which several bundles read,
 * each what it needs.
 */
@ObjectClassDefinition(
    pid = NodeConfig.PID,
    name = "Tempera: node (as connections are negotiated)",
    description = "What this node says about itself in every handshake from then on.")
public @interface NodeConfig {
  /** Where they are kept. */
  String PID = "io.tempera.node";

  /** Which network. */
  @AttributeDefinition(
      name = "Network magic",
      description =
          "Which network this node belongs to, 0 to 4294967295; 764824073 is Cardano's main"
              + " network. Nodes of other networks are refused.",
      type = AttributeType.LONG)
  String network_magic() default "" + Settings.MAINNET;

  /** Which versions. */
  @AttributeDefinition(
      name = "Versions",
      description = "Node-to-node versions to offer, of 14, 15 and 16, separated by commas.")
  String versions() default "14,15";

  /** Whether it answers at all. */
  @AttributeDefinition(
      name = "Initiator only",
      description =
          "true: this node opens connections and uses them, and answers nobody. false: it does"
              + " both.",
      type = AttributeType.BOOLEAN)
  String initiator_only() default "false";

  /** Whether it shares peers. */
  @AttributeDefinition(
      name = "Peer sharing",
      description =
          "Whether to offer peer sharing, mini-protocol 10. A node with initiator.only cannot.",
      type = AttributeType.BOOLEAN)
  String peer_sharing() default "false";

  /** Which mini-protocols of its own. */
  @AttributeDefinition(
      name = "Own mini-protocols",
      description =
          "Numbers of mini-protocols that no Cardano version knows, and ranges of them, such as"
              + " 7001,7100-7110; 2 to 32767, 128 of them at most. They run where both sides say"
              + " so. Empty: none, and the wire is Cardano's, byte for byte.",
      required = false)
  String own_protocols() default "";
}

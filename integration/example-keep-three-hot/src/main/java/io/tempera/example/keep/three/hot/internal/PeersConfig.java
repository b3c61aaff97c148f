package io.tempera.example.keep.three.hot.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings as the operator writes them. With others it begins all over. */
@ObjectClassDefinition(
    name = "Tempera example: keep three hot",
    description = "Keeps three of some peers hot: when one falls, another takes its place.")
public @interface PeersConfig {
  /** Where they are kept. */
  String PID = "io.tempera.example.keep.three.hot";

  /** Whom. */
  @AttributeDefinition(
      name = "Peers",
      description =
          "host:port or unix:/path, separated by commas or spaces; more than three, to have spares.")
  String peers() default "";
}

package io.tempera.staticpeers.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The settings as the operator writes them. */
@ObjectClassDefinition(
    pid = StaticPeersConfig.PID,
    name = "Tempera: static peers",
    description = "Peers to keep connections to, whatever happens.")
public @interface StaticPeersConfig {
  /** Where they are kept. */
  String PID = "io.tempera.static.peers";

  /** Whom. */
  @AttributeDefinition(
      name = "Peers",
      description =
          "host:port or unix:/path, separated by commas or spaces; an IPv6 address in brackets; 1000"
              + " at most. A"
              + " change adds and removes peers without touching the others.",
      required = false)
  String peers() default "";

  /** How warm. */
  @AttributeDefinition(
      name = "Temperature",
      description =
          "hot: the hot mini-protocols run too. warm: only the established and the warm ones;"
              + " peers that are hot already stay so until they change by themselves.",
      options = {@Option(label = "hot", value = "hot"), @Option(label = "warm", value = "warm")})
  String temperature() default "hot";

  /** How soon again. */
  @AttributeDefinition(
      name = "Retry delay (s)",
      description =
          "Seconds to wait after a first failure to connect; doubled with each further one in a"
              + " row, up to 32 times as long. More than 0.",
      type = AttributeType.DOUBLE)
  double retry_delay() default StaticPeersSettings.RETRY_DELAY;
}

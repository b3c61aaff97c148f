package io.tempera.listener.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The listener's own settings as the operator writes them. */
@ObjectClassDefinition(
    pid = AcceptConfig.PID,
    name = "Tempera: listener",
    description =
        "Who is let in. A change closes no connection, and holds from the next accept on; a wait"
            + " that has begun keeps its time.")
public @interface AcceptConfig {
  /** Where they are kept. */
  String PID = "io.tempera.listener";

  /** From when on accepting slows down (ouroboros-network Diffusion.Configuration). */
  @AttributeDefinition(
      name = "Inbound soft limit",
      description =
          "From so many inbound connections on each further one is accepted a little later, and later"
              + " still the nearer inbound.hard.limit of io.tempera.connection.manager is. No more"
              + " than that.",
      type = AttributeType.INTEGER)
  String inbound_soft_limit() default "384";

  /** The longest wait (ouroboros-network Diffusion.Configuration). */
  @AttributeDefinition(
      name = "Accept delay (s)",
      description =
          "How long the door waits between two connections when the hard limit is reached; from the"
              + " soft limit on a part of it.",
      type = AttributeType.DOUBLE)
  String accept_delay() default "5";

  /** Places for one address. */
  @AttributeDefinition(
      name = "Connections from one address",
      description =
          "How many inbound connections one remote address may hold: an IPv4 address, or an IPv6"
              + " subnet (/64). More are closed at once. 0 for any number; no more than"
              + " inbound.hard.limit of io.tempera.connection.manager.",
      type = AttributeType.INTEGER)
  String address_connection_limit() default "128";

  /** How often one address may knock. */
  @AttributeDefinition(
      name = "Attempts from one address (per second)",
      description =
          "How many connections one remote address may open in a second, in the long run. More are"
              + " closed at once. 0 for any number.",
      type = AttributeType.INTEGER)
  String address_attempts_per_second() default "20";

  /** How many at once. */
  @AttributeDefinition(
      name = "Attempts from one address at once",
      description =
          "How many connections one remote address may open at once, after a while without any.",
      type = AttributeType.INTEGER)
  String address_attempt_burst() default "200";

  /** How many addresses. */
  @AttributeDefinition(
      name = "Addresses remembered",
      description =
          "Of how many remote addresses the attempts are remembered; beyond it the one that has been"
              + " quiet for longest is forgotten. Some 200 bytes each.",
      type = AttributeType.INTEGER)
  String addresses_remembered() default "4096";

  /** How often refusals are said. */
  @AttributeDefinition(
      name = "Refusal report interval (s)",
      description =
          "The first refusal of an address is said at once; what follows is counted, and said in one"
              + " line each time so many seconds have passed.",
      type = AttributeType.DOUBLE)
  String refusal_report_interval() default "10";

  /** How long such a line is. */
  @AttributeDefinition(
      name = "Refusal report addresses",
      description =
          "How many addresses such a line names, the most frequent ones, and how many first refusals"
              + " are said at once between two of them.",
      type = AttributeType.INTEGER)
  String refusal_report_addresses() default "10";

  /** After a failed accept. */
  @AttributeDefinition(
      name = "Accept pause (s)",
      description =
          "How long nothing is accepted after accepting failed, more than 0; after each further"
              + " failure twice as long, but for connections that were aborted.",
      type = AttributeType.DOUBLE)
  String accept_pause() default "0.5";

  /** After many of them. */
  @AttributeDefinition(
      name = "Longest accept pause (s)",
      description = "How long at the most. No less than the accept pause.",
      type = AttributeType.DOUBLE)
  String accept_pause_longest() default "10";
}

package io.tempera.peer.book.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings as the operator writes them. */
@ObjectClassDefinition(
    name = "Tempera: peer book",
    description = "Which peers others may be told of, and which were learned from them.")
public @interface PeerBookConfig {
  /** Where they are kept. */
  String PID = "io.tempera.peer.book";

  /** Where it is. */
  @AttributeDefinition(
      name = "File",
      description =
          "The file that keeps the peers that were learned, one a line, oldest first. Empty: they are"
              + " kept in memory only. A change holds when the bundle starts again.",
      required = false)
  String file() default "";

  /** Whom others may be told of. */
  @AttributeDefinition(
      name = "Known peers",
      description =
          "Peers that others may be told of: host:port, separated by commas or spaces; an IPv6"
              + " address in brackets; 1000 at most. Names are looked up again every ten minutes.",
      required = false)
  String known() default "";

  /** How many. */
  @AttributeDefinition(
      name = "Most peers",
      description =
          "How many learned peers are kept, 1 to 100000; with one more, the one goes that nobody told"
              + " of for the longest time.")
  int most_peers() default PeerBookSettings.MOST_PEERS;

  /** How often a peer is asked. */
  @AttributeDefinition(
      name = "Ask interval (seconds)",
      description =
          "How often each peer is asked for others, 1 to 604800; the first time as soon as it is"
              + " connected. 0: never.")
  double ask_interval() default PeerBookSettings.ASK_INTERVAL_SECONDS;

  /** How many it is asked for. */
  @AttributeDefinition(
      name = "Ask for",
      description = "How many peers one is asked for at a time, 1 to 255.")
  int ask_for() default PeerBookSettings.ASK_FOR;

  /** How many are told. */
  @AttributeDefinition(
      name = "Share at most",
      description = "How many peers one that asks is told of at a time, 0 to 255; 0 tells of none.")
  int share_most() default PeerBookSettings.SHARE_MOST;
}

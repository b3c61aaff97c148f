package io.tempera.shell.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The commands of the scope {@value #SCOPE}, in the order in which help shows them. */
enum Command {
  /** The node at a glance. */
  STATUS(
      "",
      Summary.STATUS,
      "Where it listens, its connections and peers by state, and what it waits for."),
  /** Every connection. */
  PEERS(
      "",
      Summary.PEERS,
      """
      LOCAL  the local port
      DIR    who opened it: in for the remote side, out for this node
      FLOW   DUPLEX when both sides may start mini-protocols, UNIDIRECTIONAL when only the one that opened it
      OURS   what this node makes of the peer: COLD, COOLING, WARM or HOT
      THEIRS what the peer makes of this node: IDLE, COLD, WARM or HOT
      VER    the node-to-node version that was agreed
      RTT    the latest round trip that a mini-protocol measured
      STATE  the connection manager's state; tempera:peer PEER explains it"""),
  /** One connection. */
  PEER(
      "PEER",
      Summary.PEER,
      "Who holds the connection open, what was agreed, its traffic, and what each mini-protocol does."
          + "\n"
          + Details.PEER),
  /** Cold to warm. */
  ESTABLISH(
      "HOST:PORT [--initiator-only] [--inbound]",
      Summary.ESTABLISH,
      """
      HOST:PORT         127.0.0.1:3001, relay.example.org:3001 or [::1]:3001; or unix:/PATH
      --initiator-only  propose a connection that the peer cannot use in the other direction
      --inbound         only use a connection that the peer opened
      Returns when the peer is warm, or says why it is not."""),
  /** Warm to hot. */
  ACTIVATE("PEER", Summary.ACTIVATE, Details.PEER),
  /** Hot to warm. */
  DEACTIVATE("PEER", Summary.DEACTIVATE, Details.PEER),
  /** To cold. */
  CLOSE("PEER", Summary.CLOSE, Details.PEER),
  /** What ended. */
  CLOSED(
      "",
      Summary.CLOSED,
      "The last "
          + RecentEnds.KEPT
          + " connections that ended or came to nothing, the latest first.\n"
          + "END  in order, or error when something was lost by it"),
  /** The mini-protocols. */
  PROTOCOLS(
      "",
      Summary.PROTOCOLS,
      """
      STARTS   when its responder starts
      LIMIT    bytes that may wait for either half
      RANKING  the service ranking; for each number the highest is chosen
      CHOSEN   whether new connections run it
      RUNNING  how many of its halves run now
      Then come the services that were rejected, and the required numbers that are missing."""),
  /** The commands. */
  HELP(
      "[COMMAND]",
      Summary.HELP,
      "Where the console's own help answers to that name, write tempera:help, or just tempera."),
  /** The same under a name that no console has. */
  TEMPERA("[COMMAND]", Summary.HELP, "The same as tempera:help.");

  /** The scope of all commands. */
  static final String SCOPE = "tempera";

  /** One line for each command, also for the console's own help. */
  static final class Summary {
    static final String STATUS = "the node at a glance";
    static final String PEERS = "every connection, with its temperature both ways";
    static final String PEER = "everything about one connection, and why it is open";
    static final String ESTABLISH = "connects to a peer: cold to warm";
    static final String ACTIVATE = "starts the hot mini-protocols: warm to hot";
    static final String DEACTIVATE = "ends the hot mini-protocols: hot to warm";
    static final String CLOSED = "the connections that ended last, and why";
    static final String CLOSE = "lets go of a peer: warm or hot to cold";
    static final String PROTOCOLS = "the mini-protocols: published, chosen, rejected, missing";
    static final String HELP = "what commands there are, or what one of them does";

    private Summary() {}
  }

  private static final class Details {
    static final String PEER =
        "PEER is the remote HOST:PORT, its port, or as much of its beginning as is not ambiguous.";

    private Details() {}
  }

  private final String usage;
  private final String summary;
  private final String details;

  Command(String arguments, String summary, String details) {
    this.usage = (SCOPE + ":" + label() + " " + arguments).strip();
    this.summary = summary;
    this.details = details;
  }

  /** Its name without the scope. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its name with the scope, and its arguments. */
  String usage() {
    return usage;
  }

  /** One line. */
  String summary() {
    return summary;
  }

  /** What its arguments and its answer mean. */
  String details() {
    return details;
  }

  /** It was given arguments that it does not understand. */
  CommandFailed misused(String why) {
    return new CommandFailed("Write " + usage + ": " + why + ".");
  }

  /** The only argument. */
  String only(String... arguments) {
    List<String> typed = Arguments.of(arguments);
    if (typed.size() != 1) {
      throw misused("one argument is needed, not " + typed.size());
    }
    return typed.getFirst();
  }

  /** Checks that there is no argument. */
  void none(String... arguments) {
    if (arguments.length > 0) {
      throw misused("it takes no argument");
    }
  }

  /** A command by its name, with or without the scope. */
  static Optional<Command> named(String name) {
    String bare = name.startsWith(SCOPE + ":") ? name.substring(SCOPE.length() + 1) : name;
    return Arrays.stream(values()).filter(c -> c.label().equals(bare)).findFirst();
  }
}

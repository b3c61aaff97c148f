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
      STATE  the connection manager's state; tempera:why PEER says what it means"""),
  /** One connection. */
  PEER(
      "PEER",
      Summary.PEER,
      """
      Facts and counters: its states, what was agreed, its traffic, and whose code its mini-protocols run.
      QUEUED  bytes that have arrived for the half that runs and that it has not taken
      tempera:why PEER says why it is open, and what became of it.
      """
          + Details.PEER),
  /** Why one connection is open. */
  WHY(
      "PEER",
      Summary.WHY,
      """
      Reasons and history: who holds it and since when, what its states mean, what each half of its
      mini-protocols is at, and its last transitions. tempera:peer PEER has facts and counters.
      ASKED TO  what the peer state actions ask of our initiators: CONTINUE, QUIESCE (begin nothing new) or
                TERMINATE (come to an end)
      IT IS AT  the state of the mini-protocol, who sends next (has agency), and for how long it has been so;
                mini-protocols that do not say it have none, nor a name
      Of a connection that is gone it shows the last transitions, as long as they are kept.
      """
          + Details.PEER),
  /** Changes as they happen. */
  WATCH(
      "[ADDRESS]",
      Summary.WATCH,
      """
      A line for each change of a peer's status as this node sees it (what the peer makes of this node is in
      tempera:peers and tempera:why), for each that failed with its reason, for each mini-protocol of this
      node's that failed and for each connection that broke, which explain a change beside them; until a key is
      pressed (over bin/tempera shell, too), or where there is no terminal until a line comes or the input ends.
      Ctrl-C ends it as well.
      ADDRESS  only of this one: a remote HOST:PORT, or a host's address or a PORT for all who have it; nobody of
               them need be connected yet"""),
  /** Cold to warm. */
  ESTABLISH(
      "HOST:PORT [--initiator-only] [--inbound]",
      Summary.ESTABLISH,
      """
      HOST:PORT         127.0.0.1:3001, relay.example.org:3001 or [::1]:3001; or unix:/PATH
      --initiator-only  propose a connection that the peer cannot use in the other direction
      --inbound         only use a connection that the peer opened
      Returns when the peer is warm, or says why it is not: at the latest after establish.timeout (when it stays
      cold, and a connection that still comes is given back).
      """
          + Details.LIMITS),
  /** Warm to hot. */
  ACTIVATE(
      "PEER",
      Summary.ACTIVATE,
      """
      Returns when the hot mini-protocols are started; it waits for nothing of the peer's, and has no time limit.
      """
          + Details.PEER),
  /** Hot to warm. */
  DEACTIVATE(
      "PEER",
      Summary.DEACTIVATE,
      """
      Returns when the hot mini-protocols have ended: at the latest after deactivate.timeout, when the connection is
      closed.
      """
          + Details.LIMITS
          + "\n"
          + Details.PEER),
  /** To cold. */
  CLOSE(
      "PEER",
      Summary.CLOSE,
      """
      Returns when all mini-protocols that this node runs have ended and the connection manager has the connection
      back: at the latest after close.connection.timeout, when the connection is closed at once. The peer may be
      COOLING then, until the connection manager has let go of it (time.wait.timeout of
      etc/io.tempera.connection.manager.cfg); tempera:watch shows when it is cold.
      """
          + Details.LIMITS
          + "\n"
          + Details.PEER),
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
      RANKING  the service ranking; for each number the highest is chosen, then the highest version
      CHOSEN   whether new connections run it
      RUNNING  how many of its halves run now
      Then come, where a number's implementation was replaced under running halves, those halves:
      HANDED OVER    another implementation carried on where the one before stopped
      STARTED AGAIN  the one before ended as its protocol says, as the two have no point in common
      WAITING        asked to leave, and still there
      PARKED         nothing that is published can carry on; what arrives is kept for withdrawal.grace
                     (etc/io.tempera.protocol.host.cfg)
      FAILED         its connection was closed, as its bundle went and it could not be handed over
      Then the numbers with halves that are parked, the services that were rejected, and the required numbers
      that are missing. tempera:handover shows hand-overs as they happen."""),
  /** Hand-overs as they happen. */
  HANDOVER(
      "[NUMBER]",
      Summary.HANDOVER,
      """
      A line for each implementation of a mini-protocol that is published, withdrawn, chosen or rejected, for each
      number that nothing implements any more, and for each hand-over that is complete, with what became of the
      halves; until a key is pressed, as tempera:watch.
      NUMBER  only of this mini-protocol, and also what becomes of each of its halves: that it is asked to leave,
              carries on (where, and for how long none ran), was started again, is parked, waited in vain, or
              failed. What was rejected is shown whatever its number, which may be what is wrong with it"""),
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
    static final String PEER = "the facts and counters of one connection";
    static final String WHY =
        "why one connection is open, what its mini-protocols are at, its history";
    static final String WATCH = "peers' changes of status as they happen, until a key is pressed";
    static final String ESTABLISH = "connects to a peer: cold to warm";
    static final String ACTIVATE = "starts the hot mini-protocols: warm to hot";
    static final String DEACTIVATE = "ends the hot mini-protocols: hot to warm";
    static final String CLOSED = "the connections that ended last, and why";
    static final String CLOSE = "lets go of a peer: warm or hot to cold";
    static final String PROTOCOLS =
        "the mini-protocols: published, chosen, handed over, rejected, missing";
    static final String HANDOVER =
        "changes of mini-protocols' implementations as they happen, until a key is pressed";
    static final String HELP = "what commands there are, or what one of them does";

    private Summary() {}
  }

  private static final class Details {
    static final String PEER =
        "PEER is the remote HOST:PORT, its port, or as much of its beginning as is not ambiguous; of several"
            + " connections to one address write the whole one in quotes, 'LOCAL<->REMOTE'.";

    static final String LIMITS =
        "The time limit is in etc/io.tempera.peer.state.actions.cfg. Ctrl-C ends the waiting, not what was begun.";

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

  /** The only argument, if there is one. */
  Optional<String> atMostOne(String... arguments) {
    List<String> typed = Arguments.of(arguments);
    if (typed.size() > 1) {
      throw misused("at most one argument is needed, not " + typed.size());
    }
    return typed.stream().findFirst();
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

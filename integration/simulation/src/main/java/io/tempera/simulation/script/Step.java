package io.tempera.simulation.script;

import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import io.tempera.protocol.Temperature;
import io.tempera.simulation.Behaviour;
import io.tempera.simulation.CallTrace.Operation;
import io.tempera.simulation.NodeSettings;
import io.tempera.testkit.MemorySettings;
import java.time.Duration;
import java.util.List;

/**
 * One thing that happens in a script. What makes no sense at its moment, such as letting go of a
 * connection that is not there, does nothing: so a script stays one when steps are left out.
 */
sealed interface Step {
  /** A node wants a connection to another, as peer state actions would, and keeps it warm. */
  record Connect(int from, int to, DiffusionMode mode, Provenance provenance) implements Step {}

  /** It runs the initiators of a temperature on the connection that it has. */
  record Talk(int from, int to, Temperature temperature) implements Step {}

  /** It lets them come to an end. */
  record Hush(int from, int to, Temperature temperature) implements Step {}

  /** It lets all come to an end, and then go of the connection. */
  record Release(int from, int to) implements Step {}

  /** One of its initiators behaves so from now on, or once. */
  record Behave(int from, int to, int number, Behaviour behaviour) implements Step {}

  /**
   * Several callers ask its peer state actions for something, or one caller for one thing after the
   * other.
   */
  record Crowd(int from, int to, List<Operation> operations, boolean inTurn) implements Step {}

  /**
   * It promotes the other again and again, as an outbound governor does: not before the peer's last
   * end allows it.
   *
   * @param hot whether up to hot
   * @param times how often at the most
   */
  record Keep(int from, int to, boolean hot, int times) implements Step {}

  /** Who waits there for something waits no longer. */
  record GiveUp(int from, int to) implements Step {}

  /** Its peers may take so long to change their temperature from now on. */
  record Change(int node, NodeSettings.PeerTimes times) implements Step {}

  /** Its peer state actions stop, and the rest of it goes on. */
  record StopPeers(int node) implements Step {}

  /** What happens to the numbered mini-protocols of a node. */
  sealed interface OfSwaps extends Step {
    /** Which one. */
    int node();
  }

  /** A version is deployed, unless it is there. */
  record Deploy(int node, Temperature temperature, int version) implements OfSwaps {}

  /** A version is withdrawn, if it is there. */
  record Withdraw(int node, Temperature temperature, int version) implements OfSwaps {}

  /**
   * A version is withdrawn, if it is there, and after a while another, or the same, is deployed.
   */
  record Replace(int node, Temperature temperature, int version, int by, Duration gap)
      implements OfSwaps {}

  /** A version that is there is ranked otherwise. */
  record Rank(int node, Temperature temperature, int version, int ranking) implements OfSwaps {}

  /** For a while its halves answer nothing, and come to no hand-over point. */
  record HoldBack(int node, Duration time) implements OfSwaps {}

  /** A node stops. */
  record Stop(int node) implements Step {}

  /** A node that was stopped starts again, knowing nothing. */
  record Start(int node) implements Step {}

  /** Somebody who is no node comes by. */
  record Visit(int stranger, int to, Manner manner, Duration stay) implements Step {}

  /** Something happens to every connection between two nodes. */
  record Fault(int from, int to, Trouble trouble) implements Step {}

  /** Something will happen to the next connection between two nodes, as soon as it is there. */
  record Omen(int from, int to, Trouble trouble) implements Step {}

  /** A write of one end will fail, of the next connection or of the present ones. */
  record FailWrite(int from, int to, boolean next, boolean dialler, int nth) implements Step {}

  /** Connections between two nodes are like this from now on. */
  record Weather(int from, int to, MemorySettings settings) implements Step {}

  /** Nobody reaches a node. */
  record Unreachable(int node, boolean unreachable) implements Step {}

  /** A node's next accepts fail. */
  record FailAccepts(int node, int count) implements Step {}

  /** What can happen to a connection. */
  enum Trouble {
    /** Both sides are reset, and what was on its way is lost. */
    CUT,
    /** Nothing arrives any more, and nobody is told. */
    STALL,
    /** What was held back arrives. */
    RESUME,
    /** The side that dialled forgets it. */
    LOSE_DIALLER,
    /** The side that accepted forgets it. */
    LOSE_ACCEPTER
  }

  /** What strangers do. */
  enum Manner {
    /** Says nothing. */
    SILENT,
    /** Says what is no handshake. */
    GARBAGE,
    /** Is of another network. */
    WRONG_MAGIC,
    /** Only asks for versions. */
    QUERY,
    /** Agrees, and then says nothing. */
    AGREES,
    /** Agrees, and then says what is no mini-protocol's. */
    AGREES_AND_RAVES
  }
}

package io.tempera.simulation.script;

import io.tempera.bearer.ConnectionId;
import io.tempera.protocol.Temperature;
import java.util.Optional;

/** What one node does with one other, as initiator. Nothing here blocks. */
interface Use {
  /** Its connection, while there is one. */
  Optional<ConnectionId> connectionId();

  /** It wants one, and keeps it warm. */
  void connect(Step.Connect step);

  /** It runs the initiators of a temperature. */
  void talk(Temperature temperature);

  /** It lets them come to an end. */
  void hush(Temperature temperature);

  /** It lets all come to an end, and then go of the connection. */
  void release();

  /** Several ask for something at once, or one for one thing after the other. */
  void crowd(Step.Crowd step);

  /** It promotes the other again and again. */
  void keep(Step.Keep step);

  /** Who waits for something waits no longer. */
  void giveUp();

  /** Its own node goes down: what it would do later it does not do. */
  void leave();
}

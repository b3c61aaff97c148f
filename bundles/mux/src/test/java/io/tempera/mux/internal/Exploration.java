package io.tempera.mux.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.mux.Direction;
import io.tempera.mux.MuxError;
import io.tempera.mux.ProtocolKey;
import io.tempera.mux.StartMode;
import io.tempera.mux.internal.MuxState.Phase;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Every event in every state that can be reached with a few numbers in both directions and all
 * start modes, whether or not the event can come there. A {@link Watcher} complains about what must
 * not be.
 */
final class Exploration {
  static final ConnectionId ID =
      new ConnectionId(
          new InetSocketAddress("127.0.0.1", 1), new InetSocketAddress("127.0.0.1", 2));

  private Exploration() {}

  private record Node(MuxState state, Watcher watcher) {}

  /**
   * What was seen.
   *
   * @param complaint the first, at which it ended
   */
  record Figures(int states, int transitions, Optional<String> complaint) {}

  /** A machine, or one with a mistake. */
  interface Machine {
    Step step(MuxState state, MuxEvent event);
  }

  /** All halves that there are. */
  static final List<ProtocolKey> ALL =
      List.of(
          new ProtocolKey(2, Direction.INITIATOR),
          new ProtocolKey(2, Direction.RESPONDER),
          new ProtocolKey(3, Direction.INITIATOR),
          new ProtocolKey(3, Direction.RESPONDER));

  private static List<MuxEvent> events(int numbers) {
    List<MuxEvent> events = new ArrayList<>();
    for (int number = 2; number < 2 + numbers; number++) {
      for (Direction direction : Direction.values()) {
        ProtocolKey key = new ProtocolKey(number, direction);
        MuxJob job = new NamedJob(key);
        events.add(new MuxEvent.Register(key));
        events.add(new MuxEvent.Withdraw(key));
        for (StartMode mode : StartMode.values()) {
          events.add(new MuxEvent.Ask(job, mode));
        }
        events.add(new MuxEvent.DataArrived(List.of(key)));
        events.add(new MuxEvent.ChangeStart(key, StartMode.ON_DEMAND));
        events.add(new MuxEvent.ChangeStart(key, StartMode.ON_DEMAND_ANY));
        events.add(new MuxEvent.JobReturned(job));
        events.add(
            new MuxEvent.JobFailed(job, Failure.of(FailureCategory.PROTOCOL_CODE, "it broke")));
        events.add(new MuxEvent.EgressDrained(job));
      }
    }
    ProtocolKey first = new ProtocolKey(2, Direction.INITIATOR);
    for (int number = 2; number < 2 + numbers; number++) {
      ProtocolKey other = new ProtocolKey(number, Direction.RESPONDER);
      events.add(new MuxEvent.DataArrived(List.of(first, other)));
      events.add(new MuxEvent.DataArrived(List.of(other, first)));
    }
    events.add(new MuxEvent.Run());
    events.add(new MuxEvent.EgressIdle());
    events.add(new MuxEvent.InputClosed(false));
    events.add(new MuxEvent.InputClosed(true));
    for (MuxTimer timer : MuxTimer.values()) {
      events.add(new MuxEvent.TimerFired(timer));
    }
    events.add(new MuxEvent.Broke(new MuxError.UnknownMiniProtocol(99)));
    events.add(
        new MuxEvent.BearerClosed(
            Optional.of(Failure.of(FailureCategory.REMOTE_CLOSED, "connection reset"))));
    events.add(new MuxEvent.BearerClosed(Optional.empty()));
    events.add(new MuxEvent.Stop());
    return events;
  }

  /** Every event in every state that can be reached with so many numbers, or up to a complaint. */
  static Figures explore(int numbers, Machine machine) {
    List<MuxEvent> events = events(numbers);
    Set<Node> known = new HashSet<>();
    ArrayDeque<Node> todo = new ArrayDeque<>();
    Node first = new Node(MuxState.INITIAL, new Watcher());
    known.add(first);
    todo.add(first);
    int transitions = 0;
    while (!todo.isEmpty()) {
      Node node = todo.remove();
      for (MuxEvent event : events) {
        if (isTimerThatIsNotSet(node.state(), event)) {
          continue;
        }
        transitions++;
        try {
          Node next = follow(machine, node, event);
          if (known.add(next)) {
            todo.add(next);
          }
        } catch (Watcher.Complaint complaint) {
          String where = complaint.getMessage() + "\n after " + event + "\n in " + node.state();
          return new Figures(known.size(), transitions, Optional.of(where));
        }
      }
      Optional<String> stuck = stuck(machine, node);
      if (stuck.isPresent()) {
        return new Figures(known.size(), transitions, stuck);
      }
    }
    return new Figures(known.size(), transitions, Optional.empty());
  }

  private static Node follow(Machine machine, Node node, MuxEvent event) {
    Step step = machine.step(node.state(), event);
    Watcher watcher = node.watcher().copy();
    watcher.see(node.state(), event, step);
    return new Node(step.state(), watcher);
  }

  /**
   * The drain's timer is the one thing that an event must not be made up of: it would not be set.
   */
  private static boolean isTimerThatIsNotSet(MuxState state, MuxEvent event) {
    return event instanceof MuxEvent.TimerFired(MuxTimer timer)
        && timer == MuxTimer.EOF_GRACE
        && !state.inputClosed();
  }

  /** From everywhere a stop leads to the end. */
  private static Optional<String> stuck(Machine machine, Node node) {
    try {
      Node stopping = follow(machine, node, new MuxEvent.Stop());
      Node drained = follow(machine, stopping, new MuxEvent.EgressIdle());
      Node closed = follow(machine, drained, new MuxEvent.BearerClosed(Optional.empty()));
      return closed.state().phase() instanceof Phase.Ended
          ? Optional.empty()
          : Optional.of("no end after a stop in " + node.state());
    } catch (Watcher.Complaint complaint) {
      return Optional.of(complaint.getMessage() + " on the way to the end from " + node.state());
    }
  }
}

package io.tempera.mux.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.ConnectionId;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.mux.Direction;
import io.tempera.mux.JobEnd;
import io.tempera.mux.JobStatus;
import io.tempera.mux.MuxError;
import io.tempera.mux.MuxTrace;
import io.tempera.mux.ProtocolKey;
import io.tempera.mux.StartMode;
import io.tempera.mux.internal.MuxState.Phase;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Every event in every state that can be reached with two numbers in both directions and all start
 * modes, whether or not the event can come there. A {@link Watcher} complains about what must not
 * be.
 */
class MuxMachineExplorationTest {
  private static final System.Logger LOG =
      System.getLogger(MuxMachineExplorationTest.class.getName());

  private static final ConnectionId ID =
      new ConnectionId(
          new InetSocketAddress("127.0.0.1", 1), new InetSocketAddress("127.0.0.1", 2));

  private record Node(MuxState state, Watcher watcher) {}

  private record Figures(int states, int transitions, Optional<String> complaint) {}

  private interface Machine {
    Step step(MuxState state, MuxEvent event);
  }

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

  private static Figures explore(int numbers, Machine machine) {
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

  @Test
  void everyEventInEveryStateKeepsTheRules() {
    Figures figures = explore(2, new MuxMachine(ID)::step);
    LOG.log(
        System.Logger.Level.INFO,
        "{0} states, {1} transitions",
        figures.states(),
        figures.transitions());
    assertThat(figures.complaint()).isEmpty();
    // Waiting in any order before it runs, and any state of four halves afterwards.
    assertThat(figures.states()).isGreaterThan(10_000);
  }

  @Test
  void everySeededMistakeIsNoticed() {
    Map<String, UnaryOperator<List<MuxEffect>>> mistakes = new LinkedHashMap<>();
    mistakes.put("a job is not told its end", without(MuxEffect.End.class));
    mistakes.put("a job is told its end twice", twice(MuxEffect.End.class));
    mistakes.put("a job starts twice", twice(MuxEffect.Start.class));
    mistakes.put("a job does not start", without(MuxEffect.Start.class));
    mistakes.put("a running job is not cancelled", without(MuxEffect.Cancel.class));
    mistakes.put("the end comes before the cancel", MuxMachineExplorationTest::endBeforeCancel);
    mistakes.put("a status is not shown", without(MuxEffect.Show.class));
    mistakes.put("shown before it is said", MuxMachineExplorationTest::showFirst);
    mistakes.put("a timer is left", without(MuxEffect.CancelTimer.class));
    mistakes.put("a stop has no limit", without(MuxEffect.SetTimer.class));
    mistakes.put("the bearer is left open", without(MuxEffect.CloseBearer.class));
    mistakes.put("the bearer is closed twice", twice(MuxEffect.CloseBearer.class));
    mistakes.put("nobody hears of the end", without(MuxEffect.Complete.class));
    mistakes.put("everybody hears of the end twice", twice(MuxEffect.Complete.class));
    mistakes.put("nobody sees the end", without(MuxEffect.ShowEnd.class));
    mistakes.put("input goes on after the end", without(MuxEffect.Silence.class));
    mistakes.put("nothing is demultiplexed", without(MuxEffect.Demultiplex.class));
    mistakes.put("a clean end is a shutdown", MuxMachineExplorationTest::neverClean);
    MuxMachine machine = new MuxMachine(ID);
    mistakes.forEach(
        (name, mistake) -> {
          Machine mutant =
              (state, event) -> {
                Step step = machine.step(state, event);
                return new Step(step.state(), mistake.apply(step.effects()), step.refusal());
              };
          assertThat(explore(1, mutant).complaint()).as(name).isPresent();
        });
  }

  @Test
  void everySeededWrongStateIsNoticed() {
    MuxMachine machine = new MuxMachine(ID);
    Map<String, BinaryOperator<MuxState>> mistakes = new LinkedHashMap<>();
    mistakes.put(
        "a failure does not end it",
        (before, after) -> after.phase() instanceof Phase.Closing ? before : after);
    mistakes.put(
        "the halves are forgotten",
        (before, after) -> new MuxState(after.phase(), HalfStates.EMPTY, after.inputClosed()));
    mistakes.put(
        "a stop ends without draining",
        (before, after) ->
            after.phase() instanceof Phase.Stopping
                ? new MuxState(new Phase.Running(), after.halves(), false)
                : after);
    mistakes.put(
        "a FIN is forgotten",
        (before, after) -> new MuxState(after.phase(), after.halves(), false));
    mistakes.forEach(
        (name, mistake) -> {
          Machine mutant =
              (state, event) -> {
                Step step = machine.step(state, event);
                return new Step(mistake.apply(state, step.state()), step.effects(), step.refusal());
              };
          assertThat(explore(1, mutant).complaint()).as(name).isPresent();
        });
  }

  private static UnaryOperator<List<MuxEffect>> without(Class<? extends MuxEffect> type) {
    return effects -> effects.stream().filter(effect -> !type.isInstance(effect)).toList();
  }

  private static UnaryOperator<List<MuxEffect>> twice(Class<? extends MuxEffect> type) {
    return effects ->
        effects.stream()
            .flatMap(
                effect -> Collections.nCopies(type.isInstance(effect) ? 2 : 1, effect).stream())
            .toList();
  }

  private static List<MuxEffect> endBeforeCancel(List<MuxEffect> effects) {
    List<MuxEffect> changed = new ArrayList<>(effects);
    for (int i = 0; i + 2 < changed.size(); i++) {
      if (changed.get(i) instanceof MuxEffect.Cancel) {
        Collections.swap(changed, i, i + 2);
      }
    }
    return changed;
  }

  private static List<MuxEffect> showFirst(List<MuxEffect> effects) {
    List<MuxEffect> changed = new ArrayList<>(effects);
    for (int i = 0; i + 1 < changed.size(); i++) {
      boolean said = changed.get(i) instanceof MuxEffect.Emit(MuxTrace.StartedOnDemand trace);
      if (said && changed.get(i + 1) instanceof MuxEffect.Show(var key, JobStatus status)) {
        Collections.swap(changed, i, i + 1);
        i++;
      }
    }
    return changed;
  }

  private static List<MuxEffect> neverClean(List<MuxEffect> effects) {
    return effects.stream()
        .map(
            effect ->
                effect instanceof MuxEffect.End(MuxJob job, JobEnd.Clean clean)
                    ? new MuxEffect.End(
                        job, new JobEnd.Failed(Failure.of(FailureCategory.INTERNAL, "not clean")))
                    : effect)
        .toList();
  }
}

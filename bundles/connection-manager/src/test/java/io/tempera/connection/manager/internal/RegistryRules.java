package io.tempera.connection.manager.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.DisconnectReason;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** What holds of everything that happens to some entries. */
final class RegistryRules {
  private final TransitionTable table;
  private final int hardLimit;
  private final Set<String> transitions = new TreeSet<>();
  private long prunings;
  private long itself;

  RegistryRules(TransitionTable table, int hardLimit) {
    this.table = table;
    this.hardLimit = hardLimit;
  }

  Set<String> transitions() {
    return transitions;
  }

  long prunings() {
    return prunings;
  }

  long itself() {
    return itself;
  }

  /** Looks at one step. */
  void check(EntriesWorld before, Happening happening, List<Effect> effects, List<Entry> after) {
    try {
      chains(before, effects, after);
      answers(before, happening, effects, after);
      addresses(after);
      List<ConnectionId> pruned = ExpectedPruning.pruned(before, happening, hardLimit);
      said(before, pruned, effects);
      if (!pruned.isEmpty()) {
        prunings++;
        itself += pruned.contains(((Happening.Ask) happening).id()) ? 1 : 0;
      }
      others(before, happening, pruned, after);
      survivor(happening, pruned, before, after);
      closing(before, effects, after);
      including(before, happening, effects);
    } catch (Broken broken) {
      throw new AssertionError(
          broken.getMessage()
              + "\nin    "
              + before
              + "\nafter "
              + happening
              + "\ngave  "
              + effects
              + "\nand   "
              + after);
    }
  }

  private static void rule(boolean holds, Supplier<String> what) {
    if (!holds) {
      throw new Broken(what.get());
    }
  }

  /** What was said leads from what was there to what is, and never over the limit. */
  private void chains(EntriesWorld before, List<Effect> effects, List<Entry> after) {
    Map<Name, ConnectionState> states = new LinkedHashMap<>();
    before.entries().forEach(entry -> states.put(Name.of(entry), entry.state()));
    for (Effect effect : effects) {
      if (effect instanceof Effect.Say(ConnectionTrace.Transition t)) {
        Name name = new Name(t.remote(), t.connectionId());
        boolean getsItsName =
            t.from() == ConnectionState.RESERVED_OUTBOUND && t.connectionId().isPresent();
        Name old = getsItsName ? new Name(t.remote(), Optional.empty()) : name;
        ConnectionState from = states.getOrDefault(old, ConnectionState.UNKNOWN);
        rule(from == t.from(), () -> "the chain of " + name + " is broken: " + t);
        rule(table.permits(t.from(), t.to()), () -> "not permitted: " + t);
        transitions.add(t.from() + " -> " + t.to());
        states.remove(old);
        if (t.to() != ConnectionState.UNKNOWN) {
          states.put(name, t.to());
        }
        rule(
            states.values().stream().filter(EntriesWorld::counts).count() <= hardLimit,
            () -> "more inbound connections than " + hardLimit + " after " + t);
      } else if (effect instanceof Effect.Say(ConnectionTrace.Counters(var counters))) {
        rule(counters.inbound() <= hardLimit, () -> "more are counted than may be: " + counters);
      }
    }
    Map<Name, ConnectionState> found = new LinkedHashMap<>();
    after.forEach(entry -> found.put(Name.of(entry), entry.state()));
    rule(
        states.equals(found),
        () -> "something changed and was not said, or was said and is not so");
  }

  private static void answers(
      EntriesWorld before, Happening happening, List<Effect> effects, List<Entry> after) {
    List<Caller> expected = new ArrayList<>(happening.asking());
    before.entries().forEach(e -> e.waiting().forEach(w -> expected.add(w.caller())));
    List<Caller> found = new ArrayList<>();
    after.forEach(e -> e.waiting().forEach(w -> found.add(w.caller())));
    for (Effect effect : effects) {
      if (effect instanceof Effect.Answer(Caller caller, Reply reply)) {
        found.add(caller);
      }
    }
    Comparator<Caller> byName = Comparator.comparing(Object::toString);
    expected.sort(byName);
    found.sort(byName);
    rule(expected.equals(found), () -> "not everybody is answered, or waits, once: " + found);
  }

  private static void addresses(List<Entry> after) {
    Set<Name> names = new LinkedHashSet<>();
    rule(
        after.stream().allMatch(entry -> names.add(Name.of(entry))),
        () -> "two have the same name");
  }

  private void said(EntriesWorld before, List<ConnectionId> pruned, List<Effect> effects) {
    List<ConnectionTrace.PruneConnections> said =
        effects.stream()
            .map(e -> e instanceof Effect.Say(ConnectionTrace.PruneConnections p) ? p : null)
            .filter(p -> p != null)
            .toList();
    List<ConnectionTrace.PruneConnections> expected =
        pruned.isEmpty()
            ? List.of()
            : List.of(
                new ConnectionTrace.PruneConnections(
                    pruned, pruned.size(), (int) before.inbound() + 1, hardLimit));
    rule(said.equals(expected), () -> "to be pruned were " + expected);
    DisconnectReason reason = new DisconnectReason.Pruned(hardLimit);
    for (ConnectionId id : pruned) {
      ConnectionTrace why =
          before.find(id).filter(entry -> States.isOpen(entry.state())).isPresent()
              ? new ConnectionTrace.Closed(id, false, reason.text())
              : new ConnectionTrace.Refused(id, reason);
      rule(effects.contains(new Effect.Say(why)), () -> "not said: " + why.text());
    }
  }

  /** What happens to one leaves the others alone, but for those that are pruned. */
  private static void others(
      EntriesWorld before, Happening happening, List<ConnectionId> pruned, List<Entry> after) {
    for (Entry entry : before.entries()) {
      boolean isGone = after.stream().noneMatch(now -> now.id() == entry.id());
      if (entry.connectionId().filter(pruned::contains).isPresent()) {
        rule(isGone, () -> entry + " was to be pruned");
      } else if (!concerns(happening, entry)) {
        rule(after.contains(entry), () -> entry + " was not concerned");
      }
    }
  }

  private static boolean concerns(Happening happening, Entry entry) {
    return switch (happening) {
      case Happening.Acquire(var caller, var remote, var p) -> entry.remote().equals(remote);
      case Happening.Include(var caller, var id) -> isNamed(entry, id);
      case Happening.Ask ask -> isNamed(entry, ask.id());
      case Happening.Tell(Entry told, var event) -> told.id() == entry.id();
      case Happening.Dialled(Entry dialled, var id) -> dialled.id() == entry.id();
      case Happening.GaveUp(var caller) ->
          entry.waiting().stream().anyMatch(waiting -> waiting.caller() == caller);
      case Happening.Shutdown() -> true;
    };
  }

  private static boolean isNamed(Entry entry, ConnectionId id) {
    return entry.connectionId().equals(Optional.of(id));
  }

  /** The one for which room was made goes on, unless it was picked itself. */
  private static void survivor(
      Happening happening, List<ConnectionId> pruned, EntriesWorld before, List<Entry> after) {
    if (happening instanceof Happening.Ask ask && !pruned.isEmpty() && !pruned.contains(ask.id())) {
      ConnectionState expected =
          ExpectedPruning.future(before.find(ask.id()).orElseThrow().state(), ask.event());
      rule(
          after.stream().anyMatch(e -> isNamed(e, ask.id()) && e.state() == expected),
          () -> "room was made, and it is not " + expected);
    }
  }

  /** What had something open and has nothing any more is closed; nothing else is. */
  private static void closing(EntriesWorld before, List<Effect> effects, List<Entry> after) {
    for (Entry entry : before.entries()) {
      boolean had = hasSomething(entry.state());
      boolean has = after.stream().anyMatch(e -> e.id() == entry.id() && hasSomething(e.state()));
      boolean dialFailed = entry.state() == ConnectionState.RESERVED_OUTBOUND && !has;
      boolean closes = effects.contains(new Effect.Close(entry.id()));
      rule(dialFailed || !had || has || closes, () -> entry + " was left open");
      rule(!closes || !has, () -> entry + " was closed");
    }
  }

  private static boolean hasSomething(ConnectionState state) {
    return States.isOpen(state)
        || States.isUnnegotiated(state)
        || state == ConnectionState.RESERVED_OUTBOUND;
  }

  /** At the limit nobody comes in, but in place of a dead connection of its own. */
  private void including(EntriesWorld before, Happening happening, List<Effect> effects) {
    if (happening instanceof Happening.Include(Caller caller, ConnectionId id)) {
      long replaced =
          before.find(id).filter(entry -> EntriesWorld.counts(entry.state())).isPresent() ? 1 : 0;
      boolean full = before.inbound() - replaced + 1 > hardLimit;
      boolean turnedAway =
          effects.stream()
              .anyMatch(
                  effect ->
                      effect
                          instanceof
                          Effect.Answer(
                              Caller c,
                              Reply.Connection(
                                  AcquireResult.Disconnected(
                                      var i,
                                      DisconnectReason.InboundHardLimit limit))));
      rule(full == turnedAway, () -> "turned away: " + turnedAway + ", and to be: " + full);
    }
  }

  /** How an entry is known in what is said. */
  private record Name(SocketAddress remote, Optional<ConnectionId> id) {
    static Name of(Entry entry) {
      return new Name(entry.remote(), entry.connectionId());
    }
  }

  /** A rule does not hold. */
  private static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Broken(String what) {
      super(what);
    }
  }
}

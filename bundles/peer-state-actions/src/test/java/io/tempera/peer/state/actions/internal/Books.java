package io.tempera.peer.state.actions.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.peer.FailureType.ActiveCold;
import io.tempera.peer.PeerSelectionActionsTrace;
import io.tempera.peer.PeerSelectionActionsTrace.PeerMonitoringError;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChangeFailure;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChanged;
import io.tempera.peer.PeerStatus;
import io.tempera.peer.PeerStatusChangeType;
import io.tempera.peer.PeerStatusChangeType.CoolingToCold;
import io.tempera.peer.PeerStatusChangeType.HotToCooling;
import io.tempera.peer.PeerStatusChangeType.HotToWarm;
import io.tempera.peer.PeerStatusChangeType.WarmToCooling;
import io.tempera.peer.PeerStatusChangeType.WarmToHot;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Keeps book of answers, and of the one trace that every change of status owes. */
final class Books {
  private final SortedSet<Long> waiting;
  private final SortedSet<String> owed;
  private boolean everWarm;
  private boolean hotTimeOwed;
  private boolean stopsMux;
  private boolean releases;

  Books() {
    waiting = new TreeSet<>();
    owed = new TreeSet<>();
  }

  Books(Books o) {
    waiting = new TreeSet<>(o.waiting);
    owed = new TreeSet<>(o.owed);
    everWarm = o.everWarm;
    hotTimeOwed = o.hotTimeOwed;
    stopsMux = o.stopsMux;
    releases = o.releases;
  }

  List<Object> key() {
    return List.of(waiting, owed, everWarm, hotTimeOwed, stopsMux, releases);
  }

  SortedSet<Long> waiting() {
    return waiting;
  }

  boolean everWarm() {
    return everWarm;
  }

  boolean gaveBack() {
    return stopsMux || releases;
  }

  void asks(long caller) {
    waiting.add(caller);
  }

  void stopsMux() {
    stopsMux = true;
  }

  void releases() {
    assertThat(releases).as("released before").isFalse();
    releases = true;
  }

  void answers(long caller) {
    assertThat(waiting.remove(caller)).as("caller %s waits for an answer", caller).isTrue();
  }

  /** The status moves along the arrows, and owes a trace for it. */
  void moves(PeerStatus from, PeerStatus to) {
    if (from == to) {
      return;
    }
    List<PeerStatus> allowed =
        switch (from) {
          case COLD -> List.of(PeerStatus.WARM);
          case WARM -> List.of(PeerStatus.HOT, PeerStatus.COOLING);
          case HOT -> List.of(PeerStatus.WARM, PeerStatus.COOLING);
          case COOLING -> List.of(PeerStatus.COLD);
        };
    assertThat(allowed).as("from %s", from).contains(to);
    everWarm |= to == PeerStatus.WARM;
    assertThat(owed.add(to == PeerStatus.COOLING ? "cooling" : from + " to " + to)).isTrue();
  }

  void traces(PeerSelectionActionsTrace trace) {
    switch (trace) {
      case PeerStatusChanged(PeerStatusChangeType change) -> pays(change);
      case PeerStatusChangeFailure(var change, ActiveCold refused) -> {
        // Said to a caller; no status changed.
      }
      case PeerStatusChangeFailure(WarmToHot change, var reason) -> {
        pay("WARM to HOT");
        pay("cooling");
      }
      case PeerStatusChangeFailure(PeerStatusChangeType.ColdToWarm change, var reason) -> {
        // It stayed cold.
      }
      case PeerStatusChangeFailure(var change, var reason) -> pays(change);
      case PeerMonitoringError error -> pay("COOLING to COLD");
      default -> {
        // Says nothing of the status.
      }
    }
  }

  private void pays(PeerStatusChangeType change) {
    switch (change) {
      case PeerStatusChangeType.ColdToWarm c -> pay("COLD to WARM");
      case WarmToHot c -> pay("WARM to HOT");
      case HotToWarm c -> pay("HOT to WARM");
      case WarmToCooling c -> pay("cooling");
      case HotToCooling c -> pay("cooling");
      case CoolingToCold c -> pay("COOLING to COLD");
    }
  }

  private void pay(String debt) {
    assertThat(owed.remove(debt)).as("a change of status that owes '%s'", debt).isTrue();
  }

  void hotBegins() {
    assertThat(hotTimeOwed).isFalse();
    hotTimeOwed = true;
  }

  void hotEnds() {
    assertThat(hotTimeOwed).as("hot before").isTrue();
    hotTimeOwed = false;
  }

  /** Only what may be told later than it happened may be owed between two events. */
  void checkBetweenEvents() {
    List<String> mayWait = List.of("cooling");
    assertThat(new ArrayList<>(owed)).as("traces owed").allMatch(mayWait::contains);
  }

  void checkAtTheEnd() {
    assertThat(owed).as("traces owed at the end").isEmpty();
    assertThat(waiting).as("callers that still wait at the end").isEmpty();
    assertThat(hotTimeOwed).as("the time it was hot is owed at the end").isFalse();
  }
}

package io.tempera.protocol.host.internal;

import io.tempera.protocol.HostedProtocol;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.ResumePoint;
import io.tempera.protocol.Snapshot;
import io.tempera.runtime.Wait;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * One published mini-protocol, and who uses its object at the moment: nobody else here refers to an
 * object of its bundle. After {@link #close} nobody begins to, and once nobody does any more, or
 * {@link #abandon} was called, nothing is left of it.
 */
final class Hosted {
  private final String bundle;
  private final Wait unused;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<HalfRun> runs = new LinkedHashSet<>();
  private final List<ResumePoint> points;
  private Optional<MiniProtocol> object;
  private int questions;
  private boolean closed;
  private volatile Declaration declaration;
  private volatile Rank rank;

  /**
   * A mini-protocol that nobody uses yet.
   *
   * @param points from which it can carry on
   * @param unused woken whenever somebody stops using it
   */
  Hosted(
      Publication publication,
      Declaration declaration,
      List<ResumePoint> points,
      MiniProtocol object,
      Wait unused) {
    this.bundle = publication.bundle();
    this.rank = publication.rank();
    this.declaration = declaration;
    this.points = List.copyOf(points);
    this.object = Optional.of(object);
    this.unused = unused;
  }

  /** Symbolic name and version of its bundle. */
  String bundle() {
    return bundle;
  }

  /** It as one who may take part in a hand-over. */
  Succession.Party party() {
    return new Succession.Party(bundle, points);
  }

  /** Whether it can carry on what was left, if anything was. */
  boolean canCarryOn(Optional<Snapshot> left) {
    return left.map(at -> points.contains(new ResumePoint(at.point(), at.memoVersion())))
        .orElse(true);
  }

  /** Whether one can carry on at a point where the other stops. */
  boolean sharesPointWith(Hosted other) {
    return points.stream().anyMatch(other.points::contains);
  }

  /** Whether its code must not run any longer. */
  boolean isGoing() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  Declaration declaration() {
    return declaration;
  }

  Rank rank() {
    return rank;
  }

  /** Its properties were changed, but neither number nor temperature. */
  void changed(Publication publication, Declaration newDeclaration) {
    rank = publication.rank();
    declaration = newDeclaration;
  }

  /** Counts a half in; false when it is closed. */
  boolean begin(HalfRun run) {
    lock.lock();
    try {
      return !closed && runs.add(run);
    } finally {
      lock.unlock();
    }
  }

  /** Counts a half out. */
  void end(HalfRun run) {
    lock.lock();
    try {
      runs.remove(run);
    } finally {
      lock.unlock();
    }
    unused.wake();
  }

  /** The object, for a half that was counted in; empty when it was given up meanwhile. */
  Optional<MiniProtocol> object() {
    lock.lock();
    try {
      return object;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Asks the object something, on the calling thread. The answer must be of {@code java.*} or the
   * api.
   *
   * @return empty when it is closed
   */
  <T> Optional<T> ask(Function<MiniProtocol, T> question) {
    MiniProtocol asked;
    lock.lock();
    try {
      if (closed || object.isEmpty()) {
        return Optional.empty();
      }
      asked = object.get();
      questions++;
    } finally {
      lock.unlock();
    }
    try {
      return Optional.of(question.apply(asked));
    } finally {
      answered();
    }
  }

  private void answered() {
    lock.lock();
    try {
      questions--;
    } finally {
      lock.unlock();
    }
    unused.wake();
  }

  /** Lets nobody begin to use it any more, and says which halves still do. Idempotent. */
  List<HalfRun> close() {
    lock.lock();
    try {
      closed = true;
      return new ArrayList<>(runs);
    } finally {
      lock.unlock();
    }
  }

  /** Whether nobody uses it. */
  boolean isUnused() {
    lock.lock();
    try {
      return runs.isEmpty() && questions == 0;
    } finally {
      lock.unlock();
    }
  }

  /** Forgets the object, and says which halves still run, in spite of everything. Idempotent. */
  List<HalfRun> abandon() {
    lock.lock();
    try {
      closed = true;
      object = Optional.empty();
      List<HalfRun> left = new ArrayList<>(runs);
      runs.clear();
      return left;
    } finally {
      lock.unlock();
    }
  }

  /** How it is shown. */
  HostedProtocol view(boolean chosen) {
    Declaration says = declaration;
    return new HostedProtocol(
        says.number(),
        says.temperature(),
        says.responderStart(),
        says.ingressLimit(),
        bundle,
        rank.ranking(),
        chosen,
        running());
  }

  /** Whether a half of it runs. */
  boolean isRunning() {
    return running() > 0;
  }

  private int running() {
    lock.lock();
    try {
      return runs.size();
    } finally {
      lock.unlock();
    }
  }
}

package io.tempera.connection.manager.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.Provenance;
import io.tempera.connection.PrunePolicy;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.peer.RethrowPolicy;
import io.tempera.trace.Tracer;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The policies that were published, and the defaults where there are none. Only their answers are
 * kept; one that throws, or answers nothing, counts as absent. They are other people's code: never
 * to be called under a lock.
 */
final class Policies {
  private final Tracer tracer;
  private final PrunePolicy prunesByDefault;
  private final AtomicReference<PrunePolicy> prunes = new AtomicReference<>();
  private final List<RethrowPolicy> rethrows = new CopyOnWriteArrayList<>();

  @Inject
  Policies(Services services, Supplier<Settings> settings) {
    tracer = services.tracer();
    prunesByDefault =
        new DefaultPrunePolicy(services.runtime().chance(), () -> settings.get().initiatorOnly());
  }

  /** From now on this one, in place of the default or another. */
  void pruneBy(PrunePolicy policy) {
    prunes.set(policy);
  }

  /** The default again, unless another one has replaced it already. */
  void pruneNoLongerBy(PrunePolicy policy) {
    prunes.compareAndSet(policy, null);
  }

  /** Also this one. */
  void judgeBy(RethrowPolicy policy) {
    rethrows.add(policy);
  }

  /** No longer this one. */
  void judgeNoLongerBy(RethrowPolicy policy) {
    rethrows.remove(policy);
  }

  /** In which order connections are to go; what the published policy leaves out, by default. */
  List<ConnectionId> order(Pruning pruning) {
    List<ConnectionId> order = new ArrayList<>();
    PrunePolicy policy = prunes.get();
    if (policy != null) {
      order.addAll(ask(policy, () -> published(policy, pruning), List.of()));
    }
    order.addAll(prunesByDefault.order(pruning.candidates(), pruning.needed()));
    return order;
  }

  /** A copy, no longer than it can make sense. */
  private static List<ConnectionId> published(PrunePolicy policy, Pruning pruning) {
    return policy.order(pruning.candidates(), pruning.needed()).stream()
        .limit(pruning.candidates().size())
        .filter(Objects::nonNull)
        .toList();
  }

  /** Whether there is one to ask what a failure costs. */
  boolean areThereAny() {
    return !rethrows.isEmpty();
  }

  /** Whether a failure costs the whole node. */
  boolean costsTheNode(Provenance opener, Failure failure) {
    return rethrows.stream()
        .anyMatch(
            policy ->
                ask(
                        policy,
                        () -> policy.judge(opener, failure),
                        RethrowPolicy.Verdict.SHUTDOWN_PEER)
                    == RethrowPolicy.Verdict.SHUTDOWN_NODE);
  }

  private <T> T ask(Object policy, Supplier<T> question, T byDefault) {
    try {
      return Objects.requireNonNull(question.get(), "it answered null");
    } catch (RuntimeException | LinkageError thrown) {
      tracer.trace(
          new ConnectionTrace.PolicyFailed(
              policy.getClass().getName(), Failure.of(FailureCategory.INTERNAL, thrown)));
      return byDefault;
    }
  }
}

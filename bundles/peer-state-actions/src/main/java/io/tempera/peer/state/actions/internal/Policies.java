package io.tempera.peer.state.actions.internal;

import io.tempera.connection.Provenance;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.mux.ProtocolKey;
import io.tempera.peer.ExitPolicy;
import io.tempera.peer.RethrowPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policies that were published, and the defaults where there are none. A policy is asked at
 * once and only its answer is kept; one that throws, or answers nonsense, counts as absent.
 */
final class Policies {
  /** The reference's delay after an error (Diffusion.Policies, repromoteErrorDelay). */
  static final Duration DEFAULT_DELAY = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(Policies.class);

  private final AtomicReference<ExitPolicy> exit = new AtomicReference<>();
  private final List<RethrowPolicy> rethrow = new CopyOnWriteArrayList<>();

  /** From now on this one, in place of the default or another. */
  void add(ExitPolicy policy) {
    exit.set(policy);
  }

  /** The default again, unless another one has replaced it already. */
  void remove(ExitPolicy policy) {
    exit.compareAndSet(policy, null);
  }

  /** Also this one. */
  void add(RethrowPolicy policy) {
    rethrow.add(policy);
  }

  /** No longer this one. */
  void remove(RethrowPolicy policy) {
    rethrow.remove(policy);
  }

  /** The delay after an end as the protocol says, if the mini-protocol named none. */
  Optional<Duration> afterReturn(ProtocolKey key, String outcome) {
    ExitPolicy policy = exit.get();
    Optional<Duration> byDefault = Optional.of(DEFAULT_DELAY);
    return policy == null
        ? byDefault
        : ask(policy, () -> policy.afterReturn(key, outcome), byDefault)
            .filter(delay -> !delay.isNegative());
  }

  /** The delay after a failure. */
  Duration afterError(ProtocolKey key, Failure failure) {
    ExitPolicy policy = exit.get();
    if (policy == null) {
      return DEFAULT_DELAY;
    }
    Duration delay = ask(policy, () -> policy.afterError(key, failure), DEFAULT_DELAY);
    return delay.isNegative() ? DEFAULT_DELAY : delay;
  }

  /** Whether it costs the whole node that a connection of ours cannot be had. */
  boolean costsTheNode(Failure failure) {
    return rethrow.stream()
        .anyMatch(
            policy ->
                ask(
                        policy,
                        () -> policy.judge(Provenance.OUTBOUND, failure),
                        RethrowPolicy.Verdict.SHUTDOWN_PEER)
                    == RethrowPolicy.Verdict.SHUTDOWN_NODE);
  }

  private static <T> T ask(Object policy, Supplier<T> question, T byDefault) {
    try {
      T answer = question.get();
      return answer == null ? byDefault : answer;
    } catch (RuntimeException | LinkageError thrown) {
      // As text: a log back end may keep its events, and with them the policy's class loader.
      LOG.warn(
          "The policy {} threw {}; the default, {}, holds instead",
          policy.getClass().getName(),
          Failure.of(FailureCategory.INTERNAL, thrown),
          byDefault);
      return byDefault;
    }
  }
}

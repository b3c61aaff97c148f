package io.tempera.connection.manager.internal;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.Provenance;
import io.tempera.failure.Failure;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Timer;
import io.tempera.trace.Trace;
import io.tempera.trace.Tracer;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Does what the steps want, one effect at a time, without blocking. */
final class EffectRunner implements Consumer<Effect> {
  private final TemperaRuntime runtime;
  private final Tracer tracer;
  private final Links links;
  private final Opening opening;
  private final Judgments judgments;
  private final Supplier<Settings> settings;
  private final Provider<Entries> entries;

  // Only ever touched by one effect at a time.
  private final List<Observation> observations = new ArrayList<>();
  private final Map<Long, Timer> timers = new LinkedHashMap<>();

  @Inject
  EffectRunner(
      Services services,
      Links links,
      Opening opening,
      Judgments judgments,
      Supplier<Settings> settings,
      Provider<Entries> entries) {
    this.runtime = services.runtime();
    this.tracer = services.tracer();
    this.links = links;
    this.opening = opening;
    this.judgments = judgments;
    this.settings = settings;
    this.entries = entries;
  }

  @Override
  public void accept(Effect effect) {
    switch (effect) {
      case Effect.Answer(Caller caller, Reply reply) -> caller.answer(reply);
      case Effect.Dial dial -> {
        Link link = links.open(dial.entry());
        link.attemptedBy(
            runtime
                .tasks()
                .start(
                    "dial " + ConnectionId.text(dial.remote()),
                    () -> opening.dial(dial.entry(), link, dial.remote(), dial.mode())));
      }
      case Effect.Negotiate(long entry, Bearer bearer) -> {
        Link link = links.open(entry);
        link.attemptedBy(
            runtime
                .tasks()
                .start(
                    "negotiate " + bearer.connectionId(),
                    () -> opening.accept(entry, link, bearer)));
      }
      case Effect.TurnAway(Bearer bearer) -> bearer.close();
      case Effect.Close(long entry) -> links.of(entry).ifPresent(Link::close);
      case Effect.StartTimer start -> startTimer(start);
      case Effect.CancelTimer(long entry) -> cancelTimer(entry);
      case Effect.Announce(ConnectionHandle handle) -> {
        observations.removeIf(Observation::isClosed);
        observations.forEach(observation -> observation.tell(handle));
      }
      case Effect.Introduce(Observation observation, List<ConnectionHandle> present) -> {
        observations.add(observation);
        present.forEach(observation::tell);
      }
      case Effect.Judge(Provenance opener, Failure failure) -> judgments.judge(opener, failure);
      case Effect.Say(Trace trace) -> tracer.trace(trace);
    }
  }

  private void startTimer(Effect.StartTimer start) {
    cancelTimer(start.entry());
    Duration delay = delay(start.kind());
    if (delay.isZero()) {
      // Without the way over the timers' thread and back.
      timeUp(start);
    } else {
      timers.put(start.entry(), runtime.timers().after(delay, () -> timeUp(start)));
    }
  }

  private void timeUp(Effect.StartTimer start) {
    entries.get().happen(registry -> registry.tell(start.entry(), new Event.TimeUp(start.round())));
  }

  private Duration delay(Effect.TimerKind kind) {
    return switch (kind) {
      case OUTBOUND_IDLE -> settings.get().outboundIdleTimeout();
      case TIME_WAIT -> settings.get().timeWait();
    };
  }

  private void cancelTimer(long entry) {
    Optional.ofNullable(timers.remove(entry)).ifPresent(Timer::cancel);
  }
}

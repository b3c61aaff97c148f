package io.tempera.mux.internal;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.ConnectionId;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.mux.DelaySample;
import io.tempera.mux.JobStatus;
import io.tempera.mux.MiniProtocolJob;
import io.tempera.mux.Mux;
import io.tempera.mux.MuxCounters;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxError;
import io.tempera.mux.ProtocolKey;
import io.tempera.mux.SduChannel;
import io.tempera.mux.StartMode;
import io.tempera.runtime.Tasks;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Timer;
import io.tempera.trace.Tracer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A multiplexer: what its users call, and what its machine wants done. Asking goes through the
 * {@link MachineRunner}; bytes go past it, between the bearer's loop ({@link LoopSide}), the
 * halves' queues and the {@link EgressScheduler}.
 */
final class LiveMux implements Mux {
  private final Bearer bearer;
  private final ConnectionId id;
  private final TemperaRuntime runtime;
  private final Tracer tracer;
  private final Supplier<MuxSettings> settings;
  private final EgressScheduler egress;
  private final IngressBudget.Account account;
  private final HalfRegistry halves;
  private final EndNotice end = new EndNotice();
  private final MachineRunner machine;
  private final Consumer<MuxEvent> events;
  private final JobContext context;
  private final DelayWatch delays;
  private final LoopSide loop;

  /** Empty once the handshake is over. */
  private volatile Optional<HandshakeChannel> handshake;

  /**
   * The one timer that the machine has at a time: the grace ends before the drain. The effects'.
   */
  private Optional<Timer> timer = Optional.empty();

  /**
   * A multiplexer that is not started.
   *
   * @param account for the bytes that wait on it
   * @param checkBudget called when bytes have come to wait, on the bearer's loop
   */
  LiveMux(
      Bearer bearer,
      TemperaRuntime runtime,
      Tracer tracer,
      Supplier<MuxSettings> settings,
      IngressBudget.Account account,
      Runnable checkBudget) {
    this.bearer = bearer;
    this.id = bearer.connectionId();
    this.runtime = runtime;
    this.tracer = tracer;
    this.settings = settings;
    this.account = account;
    this.halves = new HalfRegistry(bearer::execute, account);
    this.egress =
        new EgressScheduler(
            settings, runtime, bearer.sduSize(), bearer.batchSize(), bearer::requestTurn);
    HandshakeChannel channel = new HandshakeChannel(id, egress, settings, runtime);
    this.handshake = Optional.of(channel);
    this.machine = new MachineRunner(new MuxMachine(id), runtime, this::carryOut);
    this.events = machine::post;
    WireWatch wire = new WireWatch(id, tracer);
    this.context = new JobContext(id, egress, account, wire, events);
    this.delays = new DelayWatch(id, runtime.clock(), tracer);
    Demultiplexer demultiplexer =
        new Demultiplexer(halves::table, account, delays, checkBudget, events);
    this.loop =
        new LoopSide(
            bearer, runtime, settings, egress, channel, demultiplexer, delays, wire, events);
  }

  /** Begins to receive. Once. */
  void start() {
    bearer.start(loop);
  }

  /** How many bytes wait for its halves. */
  long held() {
    return account.held();
  }

  /**
   * It holds the most, and has to go: nothing of it is counted any more.
   *
   * @return the event to {@link #post} when no lock is held
   */
  MuxEvent condemn(long budget) {
    MuxEvent sentence = new MuxEvent.Broke(new MuxError.IngressBudgetSpent(account.held(), budget));
    account.close();
    return sentence;
  }

  /** Something happened to it. */
  void post(MuxEvent event) {
    events.accept(event);
  }

  @Override
  public ConnectionId connectionId() {
    return id;
  }

  @Override
  public Tasks tasks() {
    return bearer.tasks();
  }

  @Override
  public SduChannel handshakeChannel() {
    return handshake.orElseThrow(
        () -> Refusal.wrongState(id, "the handshake is over, its channel is gone").exception());
  }

  @Override
  public void register(ProtocolKey key, int ingressLimit) {
    if (ingressLimit < 1) {
      throw new IllegalArgumentException(
          id
              + ": the ingress limit of mini-protocol "
              + key
              + " is "
              + ingressLimit
              + "; set it to 1 byte or more");
    }
    machine.ask(new MuxEvent.Register(key), () -> halves.register(key, ingressLimit));
  }

  @Override
  public void withdraw(ProtocolKey key) {
    machine.ask(new MuxEvent.Withdraw(key), () -> halves.withdraw(key));
  }

  @Override
  public void run() {
    machine.ask(new MuxEvent.Run(), () -> {});
  }

  @Override
  public void runMiniProtocol(ProtocolKey key, StartMode mode, MiniProtocolJob job) {
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(job, "job");
    JobRun run = new JobRun(context, key, job);
    machine.ask(new MuxEvent.Ask(run, mode), () -> run.attach(halves.get(key)));
  }

  @Override
  public void changeStart(ProtocolKey key, StartMode mode) {
    if (mode == StartMode.EAGERLY) {
      throw new IllegalArgumentException(
          id + ": mini-protocol " + key + " cannot wait EAGERLY; run it, or name a mode on demand");
    }
    events.accept(new MuxEvent.ChangeStart(key, mode));
  }

  @Override
  public void stop() {
    events.accept(new MuxEvent.Stop());
  }

  @Override
  public Optional<MuxEnd> ended() {
    return end.shown();
  }

  @Override
  public void whenEnded(Consumer<MuxEnd> callback) {
    end.whenTold(callback);
  }

  @Override
  public SortedMap<ProtocolKey, JobStatus> statusMap() {
    return halves.statusMap();
  }

  @Override
  public Optional<DelaySample> delay() {
    return delays.last();
  }

  @Override
  public MuxCounters counters() {
    MuxCounters sent = egress.counters();
    return new MuxCounters(
        loop.bytesIn(),
        sent.bytesOut(),
        loop.sdusIn(),
        sent.sdusOut(),
        halves.queued(),
        sent.egressQueued());
  }

  private void carryOut(MuxEffect effect) {
    switch (effect) {
      case MuxEffect.Show(var key, var status) ->
          halves.table().find(key).ifPresent(half -> half.status(status));
      case MuxEffect.Emit(var trace) -> tracer.trace(trace);
      case MuxEffect.Start(var job) -> start(job);
      case MuxEffect.Cancel(var job) -> job.cancel();
      case MuxEffect.End(var job, var how) -> job.end(how);
      case MuxEffect.WatchData(var key) -> watchData(key);
      case MuxEffect.AwaitDrain(var job) -> job.awaitDrain();
      case MuxEffect.SampleDelay() -> bearer.execute(delays::sample);
      case MuxEffect.AwaitIdle() -> egress.whenIdle(() -> events.accept(new MuxEvent.EgressIdle()));
      case MuxEffect.SetTimer(var which) -> setTimer(which);
      case MuxEffect.CancelTimer(var which) -> timer.ifPresent(Timer::cancel);
      case MuxEffect.Demultiplex() -> demultiplex();
      case MuxEffect.Silence(var why) -> silence(why);
      case MuxEffect.ShowEnd(var how) -> end.show(how);
      case MuxEffect.CloseBearer() -> bearer.close();
      case MuxEffect.Complete(var how) -> end.tell(how);
    }
  }

  private void start(MuxJob job) {
    try {
      job.start();
    } catch (RuntimeException | Error thrown) {
      Failure failure = Failure.of(FailureCategory.PROTOCOL_CODE, thrown);
      events.accept(new MuxEvent.JobFailed(job, failure));
    }
  }

  private void watchData(ProtocolKey key) {
    halves
        .table()
        .find(key)
        .ifPresent(
            half -> {
              half.watchData();
              if (half.claimData()) {
                events.accept(new MuxEvent.DataArrived(List.of(key)));
              }
            });
  }

  private void setTimer(MuxTimer which) {
    Duration delay =
        switch (which) {
          case EOF_GRACE -> settings.get().eofGrace();
          case STOP_DRAIN -> settings.get().stopDrain();
        };
    timer =
        Optional.of(
            runtime.timers().after(delay, () -> events.accept(new MuxEvent.TimerFired(which))));
  }

  private void demultiplex() {
    HandshakeChannel over = handshake.orElseThrow();
    handshake = Optional.empty();
    bearer.execute(() -> loop.demultiplex(over));
  }

  private void silence(MuxEnd why) {
    loop.silence();
    account.close();
    handshake.ifPresent(channel -> channel.close(Refusal.ended(id, why)));
  }
}

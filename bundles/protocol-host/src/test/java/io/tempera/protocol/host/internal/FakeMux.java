package io.tempera.protocol.host.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.mux.DelaySample;
import io.tempera.mux.JobCompletion;
import io.tempera.mux.JobEnd;
import io.tempera.mux.JobStatus;
import io.tempera.mux.MiniProtocolJob;
import io.tempera.mux.Mux;
import io.tempera.mux.MuxCounters;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxError;
import io.tempera.mux.MuxException;
import io.tempera.mux.ProtocolKey;
import io.tempera.mux.SduChannel;
import io.tempera.mux.StartMode;
import io.tempera.runtime.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A multiplexer without a bearer: the test says when bytes come and when sent ones have left. */
final class FakeMux implements Mux {
  private final ConnectionId id;
  private final Tasks tasks;
  private final SortedMap<ProtocolKey, Integer> limits = new TreeMap<>();
  private final SortedMap<ProtocolKey, Run> jobs = new TreeMap<>();
  private final SortedMap<ProtocolKey, FakeChannel> channels = new TreeMap<>();
  private final List<Consumer<MuxEnd>> whenEnded = new ArrayList<>();
  private Optional<MuxEnd> ended = Optional.empty();
  private Optional<ProtocolKey> refused = Optional.empty();
  private boolean drains = true;
  private Runnable beforeNextRun = () -> {};

  FakeMux(ConnectionId id, Tasks tasks) {
    this.id = id;
    this.tasks = tasks;
  }

  /** One job and what became of it. */
  private final class Run implements JobCompletion {
    private final ProtocolKey key;
    private StartMode mode;
    private final MiniProtocolJob job;
    private boolean started;
    private boolean returned;

    Run(ProtocolKey key, StartMode mode, MiniProtocolJob job) {
      this.key = key;
      this.mode = mode;
      this.job = job;
    }

    void start() {
      started = true;
      job.start(channel(key), this);
    }

    void end(JobEnd end) {
      jobs.remove(key);
      job.ended(end);
    }

    @Override
    public void returned() {
      returned = true;
      if (drains && ended.isEmpty()) {
        end(new JobEnd.Clean());
      }
    }

    @Override
    public void failed(Failure failure) {
      if (ended.isEmpty()) {
        MuxEnd end = new MuxEnd.Failed(new MuxError.MiniProtocolFailed(key, failure));
        ended = Optional.of(end);
        end(new JobEnd.Failed(failure));
        endJobs(end);
      }
    }
  }

  /** The bytes of a half, whether it runs or not. */
  FakeChannel channel(ProtocolKey key) {
    return channels.computeIfAbsent(key, k -> new FakeChannel());
  }

  /** Bytes arrive, and start whoever waits for them. */
  void arrive(ProtocolKey key, int... bytes) {
    channel(key).arrive(bytes);
    Run run = jobs.get(key);
    if (run != null && !run.started) {
      run.start();
      if (run.mode != StartMode.EAGERLY) {
        List.copyOf(jobs.values()).stream()
            .filter(other -> !other.started && other.mode == StartMode.ON_DEMAND_ANY)
            .forEach(Run::start);
      }
    }
  }

  /** From now on what is sent stays queued, until {@link #drain}. */
  void holdWhatIsSent() {
    drains = false;
  }

  /** What was sent by a half leaves. */
  void drain(ProtocolKey key) {
    Run run = jobs.get(key);
    if (run.returned) {
      run.end(new JobEnd.Clean());
    }
  }

  /** The next start of a half is refused, although nothing has ended. */
  void refuse(ProtocolKey key) {
    refused = Optional.of(key);
  }

  /** Happens while the next start of a half is being asked for. */
  void beforeNextRun(Runnable meanwhile) {
    beforeNextRun = meanwhile;
  }

  /** It ends by an error of the connection. */
  void breakDown(MuxError error) {
    end(new MuxEnd.Failed(error));
  }

  /** Registered halves with their limits. */
  SortedMap<ProtocolKey, Integer> limits() {
    return limits;
  }

  private void end(MuxEnd end) {
    if (ended.isEmpty()) {
      ended = Optional.of(end);
      endJobs(end);
    }
  }

  private void endJobs(MuxEnd end) {
    for (Run run : List.copyOf(jobs.values())) {
      if (run.started) {
        run.job.cancel();
      }
      run.end(new JobEnd.Shutdown(end));
    }
    whenEnded.forEach(callback -> callback.accept(end));
    whenEnded.clear();
  }

  @Override
  public Tasks tasks() {
    return tasks;
  }

  @Override
  public ConnectionId connectionId() {
    return id;
  }

  @Override
  public SduChannel handshakeChannel() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void register(ProtocolKey key, int ingressLimit) {
    limits.put(key, ingressLimit);
  }

  @Override
  public void withdraw(ProtocolKey key) {
    limits.remove(key);
  }

  @Override
  public void run() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void runMiniProtocol(ProtocolKey key, StartMode mode, MiniProtocolJob job) {
    Runnable meanwhile = beforeNextRun;
    beforeNextRun = () -> {};
    meanwhile.run();
    if (ended.isPresent()) {
      throw refusal("has ended");
    }
    if (!limits.containsKey(key) || jobs.containsKey(key) || refused.equals(Optional.of(key))) {
      throw refusal("cannot run " + key);
    }
    Run run = new Run(key, mode, job);
    jobs.put(key, run);
    if (mode == StartMode.EAGERLY || channel(key).arrived() > 0) {
      run.start();
    }
  }

  private MuxException refusal(String why) {
    return new MuxException(
        FailureCategory.WRONG_STATE, "connection " + id + " " + why, Optional.empty());
  }

  @Override
  public void stop() {
    end(new MuxEnd.Stopped());
  }

  @Override
  public Optional<MuxEnd> ended() {
    return ended;
  }

  @Override
  public void whenEnded(Consumer<MuxEnd> callback) {
    ended.ifPresentOrElse(callback, () -> whenEnded.add(callback));
  }

  @Override
  public SortedMap<ProtocolKey, JobStatus> statusMap() {
    SortedMap<ProtocolKey, JobStatus> map = new TreeMap<>();
    for (ProtocolKey key : limits.keySet()) {
      Run run = jobs.get(key);
      map.put(
          key,
          run == null
              ? JobStatus.IDLE
              : run.started
                  ? JobStatus.RUNNING
                  : run.mode == StartMode.ON_DEMAND_ANY
                      ? JobStatus.START_ON_DEMAND_ANY
                      : JobStatus.START_ON_DEMAND);
    }
    return map;
  }

  @Override
  public void changeStart(ProtocolKey key, StartMode mode) {
    Optional.ofNullable(jobs.get(key))
        .filter(run -> !run.started)
        .ifPresent(run -> run.mode = mode);
  }

  @Override
  public Optional<DelaySample> delay() {
    return Optional.empty();
  }

  @Override
  public MuxCounters counters() {
    return new MuxCounters(0, 0, 0, 0, 0, 0);
  }
}

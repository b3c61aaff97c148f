package io.tempera.mux.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.mux.JobCompletion;
import io.tempera.mux.JobEnd;
import io.tempera.mux.MiniProtocolJob;
import io.tempera.mux.MuxChannel;
import io.tempera.runtime.Task;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A half for tests: notes what it is told, and checks the order. Its body runs as a task. */
class TestJob implements MiniProtocolJob {
  /** What a half does; when it returns, the half has returned. */
  interface Body {
    /** Nothing at all, and nobody tells that it is through. */
    Body IDLE = job -> {};

    void run(TestJob job) throws Exception;
  }

  private final TemperaRuntime runtime;
  private final String name;
  private final Body body;
  private final List<String> told = new ArrayList<>();
  private MuxChannel channel;
  private JobCompletion completion;
  private Task task;
  private Optional<JobEnd> end = Optional.empty();

  TestJob(TemperaRuntime runtime, String name, Body body) {
    this.runtime = runtime;
    this.name = name;
    this.body = body;
  }

  @Override
  public void start(MuxChannel newChannel, JobCompletion newCompletion) {
    assertThat(told).isEmpty();
    told.add("start");
    channel = newChannel;
    completion = newCompletion;
    if (body != Body.IDLE) {
      task = runtime.tasks().start(name, this::run);
    }
  }

  private void run() {
    try {
      body.run(this);
      completion.returned();
    } catch (Exception thrown) {
      completion.failed(Failure.of(FailureCategory.PROTOCOL_CODE, thrown));
    }
  }

  @Override
  public void cancel() {
    assertThat(told).containsExactly("start");
    told.add("cancel");
    if (task != null) {
      task.interrupt();
    }
  }

  @Override
  public void ended(JobEnd how) {
    assertThat(told).noneMatch(what -> what.startsWith("ended"));
    told.add("ended " + how.getClass().getSimpleName());
    end = Optional.of(how);
  }

  /** How it ended, if it has. */
  Optional<JobEnd> end() {
    return end;
  }

  /** What it was told so far. */
  List<String> told() {
    return List.copyOf(told);
  }

  MuxChannel channel() {
    return channel;
  }

  /** It is through. */
  void returned() {
    completion.returned();
  }

  /** It has failed. */
  void failed(String why) {
    completion.failed(Failure.of(FailureCategory.PROTOCOL_CODE, why));
  }

  /** Sends a message. Blocks. */
  void send(String message) throws InterruptedException {
    channel.send(HexFormat.of().parseHex(message));
  }

  /** Waits for so many bytes, and takes them. */
  String receive(int count) throws InterruptedException {
    Wait wait = runtime.newWait();
    AtomicBoolean there = new AtomicBoolean();
    channel.whenArrived(
        count,
        () -> {
          there.set(true);
          wait.wake();
        });
    wait.until(there::get);
    return HexFormat.of().formatHex(channel.take(count));
  }
}

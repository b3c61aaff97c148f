package io.tempera.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.runtime.Task;
import io.tempera.runtime.TaskTrace;
import io.tempera.runtime.Tasks;
import io.tempera.runtime.Wait;
import io.tempera.trace.Trace;
import io.tempera.trace.TraceListener;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Tasks on an event loop: real time, real threads, and a loop without sockets. */
@Timeout(60)
@EnabledForJreRange(min = JRE.JAVA_24)
class LoopTasksTest {
  private static final LoopSettings PATIENT =
      new LoopSettings(true, Duration.ofMinutes(1), Duration.ofMinutes(1));

  private final BlockingQueue<Trace> traces = new LinkedBlockingQueue<>();
  private final HandLoop loop = new HandLoop();
  private final TracerHub tracer = new TracerHub();
  private RuntimeComponent runtime;

  @AfterEach
  void end() throws InterruptedException {
    loop.close();
    runtime.close();
  }

  private Tasks near(LoopSettings settings) {
    tracer.add(
        new TraceListener<Trace>() {
          @Override
          public Class<Trace> type() {
            return Trace.class;
          }

          @Override
          public void happened(Trace trace) {
            traces.add(trace);
          }
        });
    runtime = new RuntimeComponent(settings, tracer);
    return runtime.tasks().near(loop);
  }

  /** The platform thread under the present code, as its text names it. */
  private static String carrier() {
    return Thread.currentThread().toString().replaceFirst(".*@", "");
  }

  private static boolean onLoop() {
    return carrier().equals("hand-loop");
  }

  /** Really waits: a yield beside the loop would leave a task where it is. */
  private static void settle() {
    Thread me = Thread.currentThread();
    AtomicBoolean over = new AtomicBoolean();
    Thread.ofPlatform()
        .start(
            () -> {
              while (me.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
              }
              over.set(true);
              LockSupport.unpark(me);
            });
    while (!over.get()) {
      LockSupport.park();
    }
  }

  @Test
  void aTaskComesToTheLoopWhenItHasWaitedForTheFirstTime() throws Exception {
    BlockingQueue<Boolean> seen = new LinkedBlockingQueue<>();
    Task task =
        near(PATIENT)
            .start(
                "comes",
                () -> {
                  seen.add(onLoop());
                  settle();
                  seen.add(onLoop());
                });
    task.join();
    assertThat(seen).containsExactly(false, true);
  }

  @Test
  void withTheOptionOffATaskNeverComesToTheLoop() throws Exception {
    AtomicBoolean seen = new AtomicBoolean();
    Task task =
        near(LoopSettings.OFF)
            .start(
                "stays",
                () -> {
                  settle();
                  seen.set(onLoop());
                });
    task.join();
    assertThat(seen.get()).isFalse();
    assertThat(loop.turns()).isZero();
  }

  @Test
  void aTaskThatCanGoOnAgainAtOnceWaitsForTheNextTurn() throws Exception {
    BlockingQueue<Long> turns = new LinkedBlockingQueue<>();
    Task task =
        near(PATIENT)
            .start(
                "yields",
                () -> {
                  settle();
                  for (int i = 0; i < 1_000; i++) {
                    Thread.yield();
                    turns.add(loop.turns());
                  }
                });
    task.join();
    assertThat(List.copyOf(turns)).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void twoTasksThatWakeEachOtherRunOnceInATurnEach() throws Exception {
    Tasks near = near(PATIENT);
    AtomicInteger ball = new AtomicInteger();
    Wait wait = runtime.newWait();
    BlockingQueue<Long> turns = new LinkedBlockingQueue<>();
    Task[] players = new Task[2];
    for (int p = 0; p < 2; p++) {
      int me = p;
      players[p] =
          near.start(
              "player " + p,
              () -> {
                settle();
                try {
                  for (int i = me; i < 1_000; i += 2) {
                    int mine = i;
                    wait.until(() -> ball.get() == mine);
                    if (me == 0 && mine > 0) {
                      turns.add(loop.turns());
                    }
                    ball.set(mine + 1);
                    wait.wake();
                  }
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
    }
    players[0].join();
    players[1].join();
    assertThat(List.copyOf(turns)).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aTurnBeginsNoTaskAfterItsLimitAndTheOthersFollow() throws Exception {
    Tasks near = near(new LoopSettings(true, Duration.ofMinutes(1), Duration.ofNanos(1)));
    CountDownLatch done = new CountDownLatch(8);
    BlockingQueue<Long> turns = new LinkedBlockingQueue<>();
    for (int i = 0; i < 8; i++) {
      near.start(
          "task " + i,
          () -> {
            settle();
            turns.add(loop.turns());
            done.countDown();
          });
    }
    done.await();
    assertThat(List.copyOf(turns)).isSorted().doesNotHaveDuplicates();
  }

  /** Any run is too long, and nobody watches: the task leaves the loop for no other reason. */
  @Test
  void aTaskThatHeldTheLoopForTooLongTwiceIsTracedAndRunsElsewhere() throws Exception {
    LoopSettings strict = new LoopSettings(true, Duration.ofNanos(1), Duration.ofMinutes(1));
    near(strict);
    CarrierParts unwatched =
        new CarrierParts(runtime.clock(), (delay, action) -> () -> true, tracer, () -> strict);
    LoopTasks near =
        new LoopTasks(loop, CarrierAccess.get(), unwatched, (where, thrown) -> loop.end());
    AtomicInteger runs = new AtomicInteger();
    Task task =
        near.start(
            "10.0.0.1:3001 8 initiator",
            () -> {
              settle();
              while (onLoop()) {
                runs.incrementAndGet();
                settle();
              }
            });
    task.join();
    assertThat(runs.get()).isGreaterThanOrEqualTo(2);
    TaskTrace.MovedFromLoop moved = awaitTrace(TaskTrace.MovedFromLoop.class);
    assertThat(moved.text()).contains("10.0.0.1:3001 8 initiator", "without waiting");
    assertThat(moved.away()).isEqualTo(CarriedTask.FIRST_ABSENCE);
  }

  @Test
  void aTaskThatHoldsTheLoopIsNamedMeanwhileAndTheOthersGoOnElsewhere() throws Exception {
    Tasks near = near(new LoopSettings(true, Duration.ofMillis(10), Duration.ofMinutes(1)));
    AtomicBoolean release = new AtomicBoolean();
    CompletableFuture<Void> holding = new CompletableFuture<>();
    Task holder =
        near.start(
            "the holder",
            () -> {
              settle();
              holding.complete(null);
              while (!release.get()) {
                Thread.onSpinWait();
              }
            });
    holding.get();
    // It ends although the loop is held: the holder waits for it.
    near.start(
        "another",
        () -> {
          settle();
          settle();
          release.set(true);
        });
    holder.join();
    TaskTrace.HoldsLoop held = awaitTrace(TaskTrace.HoldsLoop.class);
    assertThat(held.text()).contains("the holder", "holds its event loop", "LoopTasksTest");
  }

  private <T> T awaitTrace(Class<T> type) throws InterruptedException {
    while (true) {
      Trace next = traces.take();
      if (type.isInstance(next)) {
        return type.cast(next);
      }
    }
  }

  @Test
  void tasksOutliveTheLoop() throws Exception {
    Tasks near = near(PATIENT);
    AtomicBoolean go = new AtomicBoolean();
    CountDownLatch parked = new CountDownLatch(1);
    Wait wait = runtime.newWait();
    AtomicBoolean seen = new AtomicBoolean(true);
    Task task =
        near.start(
            "survivor",
            () -> {
              settle();
              parked.countDown();
              try {
                wait.until(go::get);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              settle();
              seen.set(onLoop());
            });
    parked.await();
    loop.close();
    go.set(true);
    wait.wake();
    task.join();
    assertThat(seen.get()).isFalse();
    Task late = near.start("late", LoopTasksTest::settle);
    late.join();
  }

  @Test
  void whatALoopLosesGoesOnElsewhere() throws Exception {
    Tasks near = near(new LoopSettings(true, Duration.ofMillis(1), Duration.ofMinutes(1)));
    loop.lose();
    for (int i = 0; i < 3; i++) {
      Task task =
          near.start(
              "lost " + i,
              () -> {
                settle();
                settle();
              });
      task.join();
    }
    assertThat(loop.turns()).isZero();
  }

  @Test
  void nothingIsLostWhenTheLoopEndsWhileTasksWait() throws Exception {
    Tasks near = near(new LoopSettings(true, Duration.ofMillis(100), Duration.ofMinutes(1)));
    Task[] tasks = new Task[50];
    for (int i = 0; i < tasks.length; i++) {
      tasks[i] =
          near.start(
              "busy " + i,
              () -> {
                settle();
                for (int n = 0; n < 200; n++) {
                  if (n == 100) {
                    loop.end();
                  }
                  Thread.yield();
                }
              });
    }
    for (Task task : tasks) {
      task.join();
    }
  }

  @Test
  void anInterruptReachesATaskOnTheLoop() throws Exception {
    CountDownLatch parked = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    Task task =
        near(PATIENT)
            .start(
                "waits",
                () -> {
                  settle();
                  parked.countDown();
                  while (!Thread.currentThread().isInterrupted()) {
                    LockSupport.park();
                  }
                  interrupted.set(true);
                });
    parked.await();
    task.interrupt();
    task.join();
    assertThat(interrupted.get()).isTrue();
  }

  @Test
  void anEndedTaskPinsItsBodyNeitherByTheLoopNorByTheWatch() throws Exception {
    Tasks near = near(LoopSettings.ON);
    Object[] kept = {new Object()};
    WeakReference<Object> gone = new WeakReference<>(kept[0]);
    Task task = near.start("keeps", bodyThatKeeps(kept[0]));
    kept[0] = null;
    task.join();
    for (int i = 0; i < 1_000 && gone.get() != null; i++) {
      System.gc();
      Thread.onSpinWait();
    }
    assertThat(gone.get()).isNull();
    assertThat(task.isDone()).isTrue();
  }

  private static Runnable bodyThatKeeps(Object object) {
    return () -> {
      settle();
      assertThat(object).isNotNull();
    };
  }
}

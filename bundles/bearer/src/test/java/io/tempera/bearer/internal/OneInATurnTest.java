package io.tempera.bearer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Transport.class)
@Timeout(60)
class OneInATurnTest {
  private static final int MANY = 200;

  @Parameter Transport transport;
  private final AtomicInteger submitted = new AtomicInteger();
  private SingleThreadIoEventLoop loop;
  private OneInATurn turns;

  // The loop's.
  private int iteration;
  private final List<String> ran = new ArrayList<>();

  @BeforeEach
  void begin() {
    loop =
        new SingleThreadIoEventLoop(
            null, new DefaultThreadFactory("turns", true), transport.ioHandlers()) {
          @Override
          public void execute(Runnable task) {
            submitted.incrementAndGet();
            super.execute(task);
          }
        };
    turns = new OneInATurn(loop);
  }

  @AfterEach
  void end() throws InterruptedException {
    loop.shutdownGracefully(0, 10, TimeUnit.SECONDS).await();
  }

  @Test
  void ofManyActionsEachRunsInAnIterationOfItsOwnInOrder() throws InterruptedException {
    runAll(IntStream.range(0, MANY).mapToObj(this::noting).toList());

    assertThat(ran)
        .containsExactlyElementsOf(
            IntStream.range(0, MANY).mapToObj(i -> i + " in iteration " + i).toList());
  }

  @Test
  void whoWaitsIsNotSubmittedAgainInEachIteration() throws InterruptedException {
    runAll(IntStream.range(0, MANY).mapToObj(this::noting).toList());

    assertThat(submitted.get()).isLessThan(3 * MANY);
  }

  @Test
  void anActionThatGoesOnTakesItsTurnBehindThoseThatWait() throws InterruptedException {
    List<Runnable> actions = new ArrayList<>();
    actions.add(
        () -> {
          note("first");
          turns.execute(() -> note("first again"));
        });
    actions.add(() -> note("second"));
    runAll(actions);
    CountDownLatch idle = new CountDownLatch(1);
    turns.execute(idle::countDown);
    idle.await();

    assertThat(ran)
        .containsExactly(
            "first in iteration 0", "second in iteration 1", "first again in iteration 2");
  }

  private Runnable noting(int number) {
    return () -> note(Integer.toString(number));
  }

  private void note(String who) {
    ran.add(who + " in iteration " + iteration);
    loop.executeAfterEventLoopIteration(() -> iteration++);
  }

  /** Submits them while the loop is held, and waits until the last one has run. */
  private void runAll(List<Runnable> actions) throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(actions.size());
    loop.execute(
        () -> {
          try {
            held.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    for (Runnable action : actions) {
      turns.execute(
          () -> {
            action.run();
            done.countDown();
          });
    }
    held.countDown();
    done.await();
  }
}

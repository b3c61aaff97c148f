package io.tempera.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.runtime.Task;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Public, so that a class of another loader can reach {@link #SEEN}. */
@Timeout(60)
public final class VirtualThreadTasksTest {
  private static final InheritableThreadLocal<String> INHERITABLE = new InheritableThreadLocal<>();

  /** What bodies of another class loader reach: the parent's classes. */
  public static final BlockingQueue<Object> SEEN = new LinkedBlockingQueue<>();

  private final BlockingQueue<String> reports = new LinkedBlockingQueue<>();
  private final VirtualThreadTasks tasks =
      new VirtualThreadTasks(
          Thread::ofVirtual, (where, thrown) -> reports.add(where + " " + thrown.getMessage()));

  @Test
  void aTaskRunsOnANamedVirtualThreadAndInheritsNothing() throws InterruptedException {
    INHERITABLE.set("inherited");
    try {
      BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
      Task task =
          tasks.start(
              "10.0.0.1:3001 test",
              () -> {
                seen.add(Thread.currentThread().isVirtual());
                seen.add(Thread.currentThread().getName());
                seen.add(String.valueOf(INHERITABLE.get()));
              });
      task.join();
      assertThat(task.isDone()).isTrue();
      assertThat(seen).containsExactly(true, "10.0.0.1:3001 test", "null");
      task.interrupt();
    } finally {
      INHERITABLE.remove();
    }
  }

  @Test
  void anInterruptReachesTheBody() throws InterruptedException {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    Task task =
        tasks.start(
            "waits",
            () -> {
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                seen.add("interrupted");
              }
            });
    assertThat(task.isDone()).isFalse();
    task.interrupt();
    task.join();
    assertThat(seen).containsExactly("interrupted");
  }

  @Test
  void whatABodyThrowsIsReportedUnderTheTasksName() throws InterruptedException {
    Task task =
        tasks.start(
            "bad",
            () -> {
              throw new AssertionError("thrown");
            });
    task.join();
    assertThat(reports).containsExactly("Task 'bad' thrown");
  }

  @Test
  void anEndedTaskThatIsKeptPinsNeitherItsBodyNorItsClassLoader() throws Exception {
    ClassLoader loader = new CopyingLoader();
    Task task = tasks.start("foreign", foreignBody(loader));
    task.join();
    assertThat(SEEN.take()).isSameAs(loader);
    WeakReference<ClassLoader> gone = new WeakReference<>(loader);
    loader = null;
    for (int i = 0; i < 1_000 && gone.get() != null; i++) {
      System.gc();
      Thread.onSpinWait();
    }
    assertThat(gone.get()).isNull();
    assertThat(task.isDone()).isTrue();
  }

  private static Runnable foreignBody(ClassLoader loader) throws ReflectiveOperationException {
    Class<?> copy = loader.loadClass(ForeignBody.class.getName());
    assertThat(copy).isNotSameAs(ForeignBody.class);
    return (Runnable) copy.getConstructor().newInstance();
  }

  /** A body that says which context class loader it runs with. */
  public static final class ForeignBody implements Runnable {
    /** Made by reflection. */
    public ForeignBody() {}

    @Override
    public void run() {
      SEEN.add(Thread.currentThread().getContextClassLoader());
    }
  }

  /** Defines its own copy of the body's class, as a bundle's loader would. */
  private static final class CopyingLoader extends ClassLoader {
    CopyingLoader() {
      super(VirtualThreadTasksTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.equals(ForeignBody.class.getName())) {
        return super.loadClass(name, resolve);
      }
      String file = "/" + name.replace('.', '/') + ".class";
      try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream(file))) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

package io.tempera.nodekit;

import io.tempera.runtime.Chance;
import io.tempera.runtime.Clock;
import io.tempera.runtime.Mailbox;
import io.tempera.runtime.Task;
import io.tempera.runtime.Tasks;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Timers;
import io.tempera.runtime.Wait;
import java.util.function.Consumer;

/** The node's own runtime, but for time, which stands still until a test moves it. */
final class HeldRuntime implements TemperaRuntime {
  private final TemperaRuntime own;
  private final Activity activity = new Activity();
  private final NodeTime time;

  HeldRuntime(TemperaRuntime own) {
    this.own = own;
    this.time = new NodeTime(own, activity);
  }

  NodeTime time() {
    return time;
  }

  @Override
  public Clock clock() {
    return time;
  }

  @Override
  public Timers timers() {
    return time;
  }

  @Override
  public Tasks tasks() {
    return this::start;
  }

  private Task start(String name, Runnable body) {
    Activity.Actor actor = new Activity.Actor(name);
    activity.begins(actor);
    ClassLoader loader = body.getClass().getClassLoader();
    Task task =
        own.tasks()
            .start(
                name,
                () -> {
                  Thread.currentThread().setContextClassLoader(loader);
                  activity.as(actor, body);
                });
    return new HeldTask(task, actor, activity);
  }

  /** A task that counts as at work from its interrupt on. */
  private record HeldTask(Task own, Activity.Actor actor, Activity activity) implements Task {
    @Override
    public void interrupt() {
      activity.interrupts(actor, own::interrupt);
    }

    @Override
    public boolean isDone() {
      return own.isDone();
    }

    @Override
    public void join() throws InterruptedException {
      own.join();
    }
  }

  @Override
  public Chance chance() {
    return own.chance();
  }

  @Override
  public Wait newWait() {
    return new HeldWait(own.newWait(), time, activity);
  }

  /** An event counts as somebody at work from its posting to its end. */
  @Override
  public <E> Mailbox<E> newMailbox(Consumer<? super E> handler) {
    Mailbox<Letter<E>> mailbox =
        own.newMailbox(
            letter -> {
              try {
                handler.accept(letter.event());
              } finally {
                activity.ends(letter.actor());
              }
            });
    return event -> {
      Activity.Actor actor = new Activity.Actor("the handler of " + event.getClass().getName());
      activity.begins(actor);
      mailbox.post(new Letter<>(event, actor));
    };
  }

  private record Letter<E>(E event, Activity.Actor actor) {}
}

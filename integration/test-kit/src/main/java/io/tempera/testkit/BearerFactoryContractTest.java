package io.tempera.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerException;
import io.tempera.bearer.BearerListener;
import io.tempera.bearer.ConnectionId;
import io.tempera.failure.FailureCategory;
import io.tempera.runtime.Task;
import io.tempera.runtime.Wait;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every factory of bearers keeps to: addresses, refusals, timeouts, interrupts. */
@Timeout(120)
public abstract class BearerFactoryContractTest extends BearerContract {
  /** For subclasses. */
  protected BearerFactoryContractTest() {}

  /** Nobody there. */
  @Test
  public void aRefusedDialNamesTheAddress() {
    SocketAddress deserted = listener().localAddress();
    listener().close();
    assertThatThrownBy(() -> dial(deserted))
        .isInstanceOfSatisfying(
            BearerException.class,
            e -> assertThat(e.failure().category()).isEqualTo(FailureCategory.REMOTE_CLOSED))
        .hasMessageContaining(ConnectionId.text(deserted));
  }

  /** Given up, and nobody's connection is lost. */
  @Test
  public void anInterruptedAcceptLeavesTheListenerAsItWas() throws Exception {
    Attempt attempt = new Attempt(() -> listener().accept());
    attempt.interrupt();
    assertThat(attempt.outcome()).isInstanceOf(InterruptedException.class);
    connect();
  }

  /** Nobody waits for ever. */
  @Test
  public void closingTheListenerWakesWhoAccepts() throws Exception {
    Attempt attempt = new Attempt(() -> listener().accept());
    listener().close();
    listener().close();
    assertThat(attempt.outcome()).isInstanceOf(BearerException.class);
    assertThatThrownBy(this::accept).isInstanceOf(BearerException.class);
  }

  /** The listener goes, the connection stays. */
  @Test
  public void bearersOutliveTheirListener() throws Exception {
    Pair pair = connect();
    listener().close();
    pair.dialled().send(pattern(100, 1));
    pair.accepted().awaitReceived(100);
    assertThat(pair.accepted().count(RecordingUser.Call.CLOSED)).isZero();
  }

  /** The next one gets the address. */
  @Test
  public void aClosedListenersAddressIsFreeAgain() throws Exception {
    SocketAddress address = listener().localAddress();
    listener().close();
    BearerListener second = listenOn(address);
    assertThat(second.localAddress()).isEqualTo(address);
  }

  /** Whoever does not mind gets one of their own. */
  @Test
  public void portZeroTakesAFreeOne() {
    BearerListener second = listenOn(freeAddress());
    assertThat(second.localAddress()).isNotEqualTo(listener().localAddress());
    assertThat(ConnectionId.text(second.localAddress())).doesNotEndWith(":0");
  }

  /** One listener for an address. */
  @Test
  public void aSecondListenerOnTheSameAddressIsRefusedByName() {
    SocketAddress taken = listener().localAddress();
    assertThatThrownBy(() -> listenOn(taken))
        .isInstanceOf(BearerException.class)
        .hasMessageContaining(ConnectionId.text(taken));
  }

  /** Something that blocks, on a task of its own. */
  final class Attempt {
    private final AtomicReference<Optional<Throwable>> thrown =
        new AtomicReference<>(Optional.empty());
    private final Wait changed = runtime().newWait();
    private final Task task;

    Attempt(Callable<Bearer> body) throws InterruptedException {
      AtomicReference<Boolean> begun = new AtomicReference<>(false);
      task =
          runtime()
              .tasks()
              .start(
                  "attempt",
                  () -> {
                    begun.set(true);
                    changed.wake();
                    Throwable end;
                    try {
                      end = new AssertionError("got " + body.call().connectionId());
                    } catch (Throwable expected) {
                      end = expected;
                    }
                    thrown.set(Optional.of(end));
                    changed.wake();
                  });
      Awaiting.until(runtime(), changed, begun::get, () -> "the attempt did not begin");
    }

    void interrupt() {
      task.interrupt();
    }

    Throwable outcome() throws InterruptedException {
      Awaiting.until(
          runtime(), changed, () -> thrown.get().isPresent(), () -> "the attempt goes on and on");
      return thrown.get().orElseThrow();
    }
  }
}

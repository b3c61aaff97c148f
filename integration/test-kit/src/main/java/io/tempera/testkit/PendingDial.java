package io.tempera.testkit;

import io.tempera.bearer.BearerException;
import io.tempera.bearer.ConnectionId;
import io.tempera.bearer.DialRequest;
import io.tempera.failure.FailureCategory;
import io.tempera.runtime.Timer;
import io.tempera.runtime.Wait;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** One attempt to connect. The caller who gives up and the network that answers race for it. */
final class PendingDial {
  private final DialRequest request;
  private final Wait wait;
  private final AtomicReference<Optional<Answer>> answer = new AtomicReference<>(Optional.empty());
  private Optional<Timer> retry = Optional.empty();
  private boolean matched;

  PendingDial(DialRequest request, Wait wait) {
    this.request = request;
    this.wait = wait;
  }

  DialRequest request() {
    return request;
  }

  boolean isOpen() {
    return answer.get().isEmpty();
  }

  /** Marks that the remote side has answered; the network's loop only. */
  void match() {
    matched = true;
  }

  boolean isMatched() {
    return matched;
  }

  /** Remembers the timer of the next try; the network's loop only. */
  void tryAgainBy(Timer timer) {
    retry = Optional.of(timer);
  }

  /** Forgets the next try; the network's loop only. */
  void stopTrying() {
    retry.ifPresent(Timer::cancel);
  }

  /**
   * Ends the attempt.
   *
   * @return false when it had ended already
   */
  boolean end(Answer how) {
    boolean first = answer.compareAndSet(Optional.empty(), Optional.of(how));
    if (first) {
      wait.wake();
    }
    return first;
  }

  /** Blocks until the attempt has ended, at the latest until its timeout. */
  End await() throws InterruptedException {
    boolean inTime;
    try {
      inTime = wait.until(() -> !isOpen(), request.connectTimeout());
    } catch (InterruptedException interrupted) {
      if (!end(new GaveUp()) && answer.get().orElseThrow() instanceof Connected late) {
        late.end().closeSoon();
      }
      throw interrupted;
    }
    if (!inTime && end(new GaveUp())) {
      throw new BearerException(
          FailureCategory.TIMEOUT,
          ConnectionId.text(request.remote())
              + " did not answer within "
              + request.connectTimeout()
              + ". Is it up, and does no firewall drop the connection?",
          Optional.empty());
    }
    return switch (answer.get().orElseThrow()) {
      case Connected connected -> connected.end();
      case Refused refused -> throw refused.exception();
      case GaveUp gaveUp -> throw new IllegalStateException("given up, and yet awaited");
    };
  }

  /** How an attempt ends. */
  sealed interface Answer {}

  record Connected(End end) implements Answer {}

  record Refused(BearerException exception) implements Answer {}

  record GaveUp() implements Answer {}
}

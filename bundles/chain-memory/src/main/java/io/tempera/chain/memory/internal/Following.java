package io.tempera.chain.memory.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.chain.Tip;
import io.tempera.runtime.Timer;
import java.util.Optional;

/** What is known of the chain of one peer. Changed under the lock of the chain only. */
final class Following {
  private final ConnectionId peer;
  private Runnable news;
  private Optional<Candidate> chain = Optional.empty();
  private Optional<Timer> expiry = Optional.empty();
  private Tip tip = Tip.ORIGIN;
  private boolean full;
  private boolean offeredMore;

  /** Of the thread that follows, not of the chain's lock. */
  private final Postponed<HeaderSide> postponed = new Postponed<>();

  Following(ConnectionId peer, Runnable news) {
    this.peer = peer;
    this.news = news;
  }

  ConnectionId peer() {
    return peer;
  }

  Runnable news() {
    return news;
  }

  /** Empty until a point was agreed on. */
  Optional<Candidate> chain() {
    return chain;
  }

  void chain(Candidate agreed) {
    chain = Optional.of(agreed);
  }

  /** Where the peer said last that its chain ends. */
  Tip tip() {
    return tip;
  }

  void tip(Tip said) {
    tip = said;
  }

  /** What cannot be read at the moment. */
  Postponed<HeaderSide> postponed() {
    return postponed;
  }

  /** Whether it was said that there is no room. */
  boolean isFull() {
    return full;
  }

  void full(boolean now) {
    full = now;
  }

  /** Whether points were offered a second time. */
  boolean offersMore() {
    return offeredMore;
  }

  void offeredMore() {
    offeredMore = true;
  }

  /** Whether nobody follows it at the moment. */
  boolean isSuspended() {
    return expiry.isPresent();
  }

  /** Nobody follows it, until the timer ends that. */
  void suspend(Timer until) {
    expiry = Optional.of(until);
    news = () -> {};
    full = false;
  }

  /** Somebody follows it again. */
  void resume(Runnable newsFromNowOn) {
    cancelExpiry();
    news = newsFromNowOn;
  }

  void cancelExpiry() {
    expiry.ifPresent(Timer::cancel);
    expiry = Optional.empty();
  }
}

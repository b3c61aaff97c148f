package io.tempera.connection.manager.internal;

import io.tempera.failure.FailureCategory;
import io.tempera.handshake.Agreed;
import io.tempera.handshake.Handshake;
import io.tempera.handshake.HandshakeOutcome;
import io.tempera.handshake.Offer;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxException;
import io.tempera.mux.SduChannel;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A handshake without bytes: its outcome is what the test says, when the test says so; agreement at
 * once, unless told otherwise.
 */
final class FakeHandshake implements Handshake {
  private final Wait changed;
  private final List<Offer> offers = new ArrayList<>();
  private Function<Offer, HandshakeOutcome> answer = FakeHandshake::agreed;
  private boolean held;

  FakeHandshake(TemperaRuntime runtime) {
    changed = runtime.newWait();
  }

  /** Agrees on everything that is offered. */
  static HandshakeOutcome agreed(Offer offer) {
    return new HandshakeOutcome.Accepted(
        new Agreed(offer.versions().last(), offer.data(), new TreeSet<>()));
  }

  /** From now on. */
  void answer(Function<Offer, HandshakeOutcome> outcome) {
    answer = outcome;
  }

  /** From now on nobody gets an answer. */
  void hold() {
    held = true;
  }

  /** Everybody gets an answer again. */
  void release() {
    held = false;
    changed.wake();
  }

  /** What was offered so far. */
  List<Offer> offers() {
    return offers;
  }

  @Override
  public HandshakeOutcome client(SduChannel channel, Offer offer) throws InterruptedException {
    return negotiate(channel, offer);
  }

  @Override
  public HandshakeOutcome server(SduChannel channel, Offer offer) throws InterruptedException {
    return negotiate(channel, offer);
  }

  private HandshakeOutcome negotiate(SduChannel channel, Offer offer) throws InterruptedException {
    offers.add(offer);
    FakeMux mux = (FakeMux) channel;
    mux.whenEnded(end -> changed.wake());
    changed.until(() -> !held || mux.ended().isPresent());
    if (mux.ended().isPresent() && mux.ended().get() instanceof MuxEnd.Failed(var error)) {
      throw new MuxException(error.category(), "no handshake", Optional.of(error.failure()));
    }
    if (mux.ended().isPresent()) {
      throw new MuxException(FailureCategory.SHUTTING_DOWN, "no handshake", Optional.empty());
    }
    return answer.apply(offer);
  }
}

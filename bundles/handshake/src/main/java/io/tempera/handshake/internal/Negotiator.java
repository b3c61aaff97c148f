package io.tempera.handshake.internal;

import io.tempera.handshake.Handshake;
import io.tempera.handshake.HandshakeOutcome;
import io.tempera.handshake.HandshakeTrace;
import io.tempera.handshake.Offer;
import io.tempera.handshake.internal.HandshakeMachine.Input;
import io.tempera.handshake.internal.HandshakeMachine.State;
import io.tempera.handshake.internal.HandshakeMachine.Step;
import io.tempera.mux.Direction;
import io.tempera.mux.SduChannel;
import io.tempera.trace.Tracer;
import jakarta.inject.Inject;

/** Runs the machine over a channel. Keeps nothing of a handshake. */
final class Negotiator implements Handshake {
  private final MessageReader reader;
  private final Tracer tracer;

  @Inject
  Negotiator(MessageReader reader, Tracer tracer) {
    this.reader = reader;
    this.tracer = tracer;
  }

  @Override
  public HandshakeOutcome client(SduChannel channel, Offer offer) throws InterruptedException {
    HandshakeMachine machine = new HandshakeMachine(offer);
    Step begun = machine.step(new State.Start(), new Input.Begin());
    return run(machine, begun, channel, Direction.INITIATOR);
  }

  @Override
  public HandshakeOutcome server(SduChannel channel, Offer offer) throws InterruptedException {
    HandshakeMachine machine = new HandshakeMachine(offer);
    Step waiting = machine.step(new State.Propose(), new Input.Begin());
    return run(machine, waiting, channel, Direction.RESPONDER);
  }

  private HandshakeOutcome run(
      HandshakeMachine machine, Step first, SduChannel channel, Direction role)
      throws InterruptedException {
    Step step = first;
    while (true) {
      step.send().ifPresent(message -> channel.send(role, HandshakeCodec.encode(message)));
      if (step.state() instanceof State.Done(HandshakeOutcome outcome)) {
        tracer.trace(new HandshakeTrace.Ended(channel.connectionId(), role, outcome));
        return outcome;
      }
      step = machine.step(step.state(), reader.read(channel));
    }
  }
}

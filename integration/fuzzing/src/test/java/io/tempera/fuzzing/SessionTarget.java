package io.tempera.fuzzing;

import static io.tempera.fuzzing.FuzzTarget.check;

import io.tempera.check.HalfRun;
import io.tempera.kit.ProtocolViolation;
import io.tempera.kit.Session;
import io.tempera.kit.State;
import io.tempera.kit.Turn;
import io.tempera.kit.TypedHalf;
import io.tempera.kit.cbor.CborException;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.HalfResult;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.Optional;

/**
 * A half of a protocol whose own side does anything, too: it sends, pipelined or not, receives,
 * waits and ends, while bytes, control messages, a hand-over and time come.
 *
 * <p>Input: which protocol and half, then what happens, and what the half does, as it comes to it.
 */
public final class SessionTarget implements FuzzTarget {
  private static final int MOST_STEPS = 100;

  @Override
  public void use(byte[] input) {
    Bits bits = new Bits(input);
    Decoder<?> decoder = Decoders.ALL.get(bits.below(Decoders.ALL.size()));
    play(decoder, Direction.values()[bits.below(2)], bits);
  }

  private static <M> void play(Decoder<M> decoder, Direction direction, Bits bits) {
    VirtualRuntime runtime = new VirtualRuntime();
    HalfRun half =
        new HalfRun(runtime, new ProtocolKey(7, direction))
            .start(
                new TypedHalf<>(
                    decoder.spec(),
                    decoder.codec(),
                    runtime.chance(),
                    session -> converse(decoder, direction, session, bits)));
    long arrived = 0;
    runtime.runUntilIdle();
    for (int i = 0; i < MOST_STEPS && bits.more() && !half.isOver(); i++) {
      switch (bits.below(8)) {
        case 0 -> runtime.advance(Duration.ofMillis(1L << bits.below(23)));
        case 1 -> half.control(ControlMessage.values()[bits.below(3)]);
        case 2 -> half.askHandOver();
        default -> {
          byte[] bytes = bits.take(bits.next());
          arrived += bytes.length;
          half.arrive(bytes);
        }
      }
      runtime.runUntilIdle();
    }
    half.interrupt();
    runtime.runUntilIdle();
    check(half.isOver(), "a half that is interrupted ends");
    check(half.left().length <= arrived, "no more is left than came");
    half.failure().ifPresent(thrown -> checkFailure(decoder, thrown));
    half.result().ifPresent(result -> checkResult(decoder, result));
    runtime.assertNothingLeft();
  }

  private static void checkFailure(Decoder<?> decoder, Throwable thrown) {
    if (thrown instanceof InterruptedException) {
      return;
    }
    if (!(thrown instanceof ProtocolViolation violation)) {
      throw new AssertionError("a half ended by something else than a violation", thrown);
    }
    check(decoder.spec().find(violation.state()).isPresent(), "a violation names a state");
    check(
        violation.getMessage().contains(decoder.spec().name() + " in state " + violation.state()),
        violation.getMessage());
  }

  private static void checkResult(Decoder<?> decoder, HalfResult result) {
    if (result instanceof HalfResult.HandedOver(var snapshot)) {
      check(
          decoder.spec().resumePoints().stream().anyMatch(p -> p.point().equals(snapshot.point())),
          "it was handed over in " + snapshot.point() + ", from where nobody carries on");
    }
  }

  private static <M> HalfResult.Finished converse(
      Decoder<M> decoder, Direction direction, Session<M> session, Bits bits)
      throws InterruptedException {
    for (int i = 0; i < MOST_STEPS; i++) {
      State<M> state = session.state();
      if (state.isEnd()) {
        break;
      }
      boolean sends = state.agency().belongsTo(direction) && session.outstanding() == 0;
      switch (bits.below(6)) {
        case 0, 1 -> {
          if (!sends) {
            session.receive();
          } else {
            message(decoder, state, bits).ifPresent(m -> send(session, m, false));
          }
        }
        case 2 -> message(decoder, state, bits).ifPresent(m -> send(session, m, true));
        case 3 -> session.receiveIfThere();
        case 4 -> {
          if (session.next(Duration.ofSeconds(1 + bits.next())) == Turn.TERMINATE) {
            return session.done("terminated");
          }
        }
        default -> {
          return session.done("done");
        }
      }
    }
    return session.done("over");
  }

  private static <M> void send(Session<M> session, M message, boolean pipelined) {
    try {
      if (pipelined) {
        session.sendPipelined(message);
      } else {
        session.send(message);
      }
    } catch (InterruptedException e) {
      throw new AssertionError("nothing blocks here", e);
    }
  }

  private static <M> Optional<M> message(Decoder<M> decoder, State<M> state, Bits bits) {
    try {
      return Optional.of(decoder.decode(state, bits.take(bits.next())));
    } catch (CborException | IllegalArgumentException none) {
      return Optional.empty();
    }
  }
}

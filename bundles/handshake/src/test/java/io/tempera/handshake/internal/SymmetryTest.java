package io.tempera.handshake.internal;

import static io.tempera.handshake.internal.Offers.data;
import static io.tempera.handshake.internal.Offers.offer;
import static io.tempera.handshake.internal.Offers.withOwn;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.handshake.Agreed;
import io.tempera.handshake.HandshakeOutcome;
import io.tempera.handshake.HandshakeOutcome.Accepted;
import io.tempera.handshake.HandshakeOutcome.Refused;
import io.tempera.handshake.Offer;
import io.tempera.handshake.RefuseReason;
import io.tempera.handshake.VersionData;
import io.tempera.handshake.internal.HandshakeMachine.Input;
import io.tempera.handshake.internal.HandshakeMachine.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/**
 * The reference's properties "acceptable_symmetric", "acceptOrRefuse" and "peerSharing symmetry"
 * (cardano-diffusion Protocol.Handshake.Test): of every two offers, of one network or of two, both
 * sides make the same, each for itself from what the other proposes.
 */
class SymmetryTest {
  private static List<Offer> offers() {
    List<Offer> offers = new ArrayList<>();
    for (long magic : List.of(42L, 43L, Offers.MAINNET)) {
      for (int flags = 0; flags < 16; flags++) {
        VersionData data =
            data(magic, (flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0, (flags & 8) != 0);
        offers.add(offer(data, 14));
        offers.add(offer(data, 15, 16));
        offers.add(offer(data, 14, 15, 16));
        offers.add(withOwn(offer(data, 14, 15), 99));
      }
    }
    return offers;
  }

  /** What a side that proposed makes of the other's proposal, as in a simultaneous open. */
  private static HandshakeOutcome of(Offer own, Offer other) {
    State.Done done =
        (State.Done)
            new HandshakeMachine(own)
                .step(
                    new State.Confirm(),
                    new Input.Came(
                        HandshakeCodec.encode(
                            new HandshakeMessage.Versions(VersionTable.of(other)))))
                .state();
    return done.outcome();
  }

  private static void forEveryPair(BiConsumer<Offer, Offer> rule) {
    List<Offer> offers = offers();
    offers.forEach(one -> offers.forEach(other -> rule.accept(one, other)));
  }

  private static Optional<Agreed> agreed(HandshakeOutcome outcome) {
    return outcome instanceof Accepted(Agreed agreed) ? Optional.of(agreed) : Optional.empty();
  }

  @Test
  void acceptableIsSymmetric() {
    forEveryPair(
        (one, other) -> {
          Optional<Agreed> here = agreed(of(one, other));
          if (!here.equals(agreed(of(other, one)))) {
            assertThat(here).as("%s, %s", one, other).isEqualTo(agreed(of(other, one)));
          }
        });
    assertThat(agreed(of(offers().get(0), offers().get(2)))).isPresent();
  }

  @Test
  void bothSidesAcceptTheSameVersionAndDataOrBothRefuseAndNameTheSameVersion() {
    List<Integer> named = new ArrayList<>();
    forEveryPair(
        (one, other) -> {
          if (of(one, other) instanceof Refused(boolean byUs, RefuseReason reason)) {
            Refused there = (Refused) of(other, one);
            if (reason instanceof RefuseReason.NotAcceptable(int version, String why)) {
              named.add(version);
              RefuseReason.NotAcceptable same = (RefuseReason.NotAcceptable) there.reason();
              assertThat(same.version()).as("%s, %s", one, other).isEqualTo(version);
            } else {
              assertThat(reason).isInstanceOf(RefuseReason.VersionMismatch.class);
              assertThat(there.reason()).isInstanceOf(RefuseReason.VersionMismatch.class);
            }
            assertThat(byUs && there.byUs()).isTrue();
          } else {
            assertThat(of(other, one)).isInstanceOf(Accepted.class);
          }
        });
    assertThat(named).contains(14, 16, VersionNumbers.OWN);
  }

  @Test
  void peerSharingIsWhatBothWantAndTheSameOnBothSides() {
    forEveryPair(
        (one, other) ->
            agreed(of(one, other))
                .ifPresent(
                    here -> {
                      boolean both = one.data().peerSharing() && other.data().peerSharing();
                      boolean there = agreed(of(other, one)).orElseThrow().data().peerSharing();
                      if (here.data().peerSharing() != both || there != both) {
                        throw new AssertionError("not " + both + ": " + one + ", " + other);
                      }
                    }));
  }
}

package io.tempera.listener.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.AddressBlock;
import io.tempera.mux.Mux;
import io.tempera.mux.MuxEnd;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is inside, by address. */
final class GuestsTest {
  private static final AddressBlock ONE = AttemptsTest.address(1);
  private static final AddressBlock OTHER = AttemptsTest.address(2);

  private final Guests guests = new Guests();
  private volatile Optional<MuxEnd> end = Optional.empty();

  private Guest come(AddressBlock address) {
    Guest guest = new Guest();
    guests.add(address, guest);
    return guest;
  }

  private Mux mux() {
    return (Mux)
        Proxy.newProxyInstance(
            Mux.class.getClassLoader(), new Class<?>[] {Mux.class}, (proxy, method, args) -> end);
  }

  @Test
  void aGuestCountsFromItsComingToItsLeaving() {
    Guest first = come(ONE);
    come(ONE);
    come(OTHER);
    assertThat(guests.isFull(ONE, 2)).isTrue();
    assertThat(guests.isFull(ONE, 3)).isFalse();
    assertThat(guests.isFull(OTHER, 2)).isFalse();

    first.leaves();

    assertThat(guests.isFull(ONE, 2)).isFalse();
    assertThat(guests.isFull(ONE, 1)).isTrue();
    assertThat(guests.isFull(OTHER, 1)).isTrue();
    assertThat(guests.size()).isEqualTo(2);
  }

  @Test
  void aGuestThatStaysCountsUntilItsMultiplexerHasEnded() {
    Mux mux = mux();
    come(ONE).stays(mux);
    assertThat(guests.isFull(ONE, 1)).isTrue();

    end = Optional.of(new MuxEnd.Stopped());

    assertThat(guests.isFull(ONE, 1)).isFalse();
    assertThat(mux.ended()).isPresent();
  }

  @Test
  void whoIsGoneIsForgottenInTime() {
    ArrayDeque<Guest> inside = new ArrayDeque<>();
    for (int i = 0; i < 10_000; i++) {
      inside.add(come(AttemptsTest.address(i)));
      if (inside.size() > 100) {
        inside.remove().leaves();
      }
      assertThat(guests.size()).isLessThanOrEqualTo(2 * 101);
    }
  }
}

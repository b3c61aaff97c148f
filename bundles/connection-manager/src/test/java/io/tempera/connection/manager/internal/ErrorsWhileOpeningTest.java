package io.tempera.connection.manager.internal;

import static io.tempera.connection.ConnectionState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.AcquireResult;
import io.tempera.connection.DisconnectReason;
import io.tempera.connection.ListeningAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Classes that are gone, as while a bundle is refreshed: whoever waits for the connection is told,
 * and nothing of it stays.
 */
@Timeout(60)
final class ErrorsWhileOpeningTest {
  private final Harness world = new Harness();

  @AfterEach
  void nothingIsLeft() throws Exception {
    world.close();
  }

  private static NoClassDefFoundError gone() {
    return new NoClassDefFoundError("org/example/Gone");
  }

  @Test
  void oneInTheDialIsThrownToWhoAsked() {
    ListeningAddress broken =
        () -> {
          throw gone();
        };
    world.manager.unbindListeningAddress(world.listeningAddress);
    world.manager.bindListeningAddress(broken);

    assertThat(world.acquire().thrown()).hasMessageContaining("org/example/Gone");

    assertThat(world.state()).isEqualTo(UNKNOWN);
  }

  @Test
  void oneInTheMultiplexerOfADialledConnectionDisconnectsIt() {
    world.whenMuxIsCreated =
        () -> {
          throw gone();
        };

    assertDisconnected(world.acquire());
  }

  @Test
  void oneInTheMultiplexerOfAnAcceptedConnectionDisconnectsIt() throws Exception {
    world.whenMuxIsCreated =
        () -> {
          throw gone();
        };

    assertDisconnected(world.include(Harness.REMOTE));
  }

  @Test
  void oneInTheHandshakeOfADialledConnectionDisconnectsIt() {
    world.handshake.answer(
        offer -> {
          throw gone();
        });

    assertDisconnected(world.acquire());
  }

  @Test
  void oneInTheHandshakeOfAnAcceptedConnectionDisconnectsIt() throws Exception {
    world.handshake.answer(
        offer -> {
          throw gone();
        });

    assertDisconnected(world.include(Harness.REMOTE));
  }

  private void assertDisconnected(Harness.Pending<AcquireResult> pending) {
    assertThat(pending.value()).isInstanceOf(AcquireResult.Disconnected.class);
    DisconnectReason reason = ((AcquireResult.Disconnected) pending.value()).reason();
    assertThat(reason).isInstanceOf(DisconnectReason.HandlerFailed.class);
    assertThat(reason.text()).contains("org/example/Gone");
    world.runtime.runUntilIdle();
    assertThat(world.state()).isEqualTo(UNKNOWN);
    assertThat(world.network.connections()).isEmpty();
  }
}

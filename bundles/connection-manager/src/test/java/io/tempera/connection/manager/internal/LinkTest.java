package io.tempera.connection.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.DialRequest;
import io.tempera.runtime.Task;
import io.tempera.testkit.MemoryNetwork;
import io.tempera.testkit.RawPeer;
import io.tempera.testkit.VirtualRuntime;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whenever a link is closed, what it holds then and what it gets later is closed. */
@Timeout(60)
final class LinkTest {
  private static final InetSocketAddress REMOTE = new InetSocketAddress("127.0.0.2", 3001);

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final MemoryNetwork network = new MemoryNetwork(runtime);
  private final AtomicInteger gone = new AtomicInteger();
  private final Link link = new Link(gone::incrementAndGet);
  private Bearer bearer;

  @BeforeEach
  void aBearerIsThere() throws Exception {
    var listener = RawPeer.listen(runtime, network, REMOTE);
    bearer =
        runtime.call(
            () -> network.dial(new DialRequest(REMOTE, Optional.empty(), Duration.ofSeconds(1))));
    listener.close();
  }

  @AfterEach
  void nothingIsLeft() {
    runtime.runUntilIdle();
    assertThat(gone.get()).isPositive();
    runtime.assertNothingLeft();
    network.assertNothingLeft();
  }

  @Test
  void closedBeforeThereIsABearer() {
    link.close();
    assertThat(gone.get()).isZero();

    assertThat(link.hold(bearer)).isFalse();

    assertThat(link.isOpen()).isFalse();
  }

  @Test
  void closedBetweenBearerAndMultiplexer() {
    assertThat(link.hold(bearer)).isTrue();

    link.close();

    assertThat(gone.get()).isEqualTo(1);
  }

  @Test
  void closedWhileTheMultiplexerIsMade() {
    link.hold(bearer);
    FakeMux mux = new FakeMux(bearer);
    link.close();

    link.hold(mux, bearer);
    runtime.runUntilIdle();

    assertThat(mux.ended()).isPresent();
  }

  @Test
  void closedWithAMultiplexerWaitsForItsEnd() {
    link.hold(bearer);
    FakeMux mux = new FakeMux(bearer);
    link.hold(mux, bearer);

    link.close();

    assertThat(gone.get()).isZero();
    runtime.runUntilIdle();
    assertThat(mux.ended()).isPresent();
    link.close();
    assertThat(gone.get()).isEqualTo(1);
  }

  @Test
  void closingInterruptsTheAttemptButNotWhatComesAfterIt() throws Exception {
    link.hold(bearer);
    Task attempt = runtime.start("attempt", () -> runtime.newWait().until(() -> false));
    Task other = runtime.start("other", () -> runtime.newWait().until(() -> false));
    runtime.runUntilIdle();
    link.attemptedBy(attempt);
    link.attemptOver();
    link.attemptedBy(other);

    link.close();
    runtime.runUntilIdle();

    assertThat(attempt.isDone()).isFalse();
    assertThat(other.isDone()).isFalse();
    attempt.interrupt();
    other.interrupt();
    runtime.runUntilIdle();
    assertThat(runtime.uncaught()).hasSize(2);
  }
}

package io.tempera.bearer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerException;
import io.tempera.bearer.BearerListener;
import io.tempera.bearer.ConnectionId;
import io.tempera.bearer.DialRequest;
import io.tempera.failure.FailureCategory;
import io.tempera.runtime.Task;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Transport.class)
@Timeout(60)
class DiallingTest {
  @Parameter Transport transport;
  private Loopback net;

  @BeforeEach
  void begin() {
    net = new Loopback(transport);
  }

  @AfterEach
  void end() throws InterruptedException {
    net.close();
  }

  @Test
  void bothSidesNameTheSameConnection() throws Exception {
    Loopback.Pair pair = net.connect();

    ConnectionId there = pair.accepted().connectionId();
    assertThat(pair.dialled().connectionId())
        .isEqualTo(new ConnectionId(there.remote(), there.local()));
  }

  @Test
  void dialsFromTheAddressOnWhichItListens() throws Exception {
    try (BearerListener own = net.listen();
        BearerListener remote = net.listen()) {
      Bearer dialled = net.dial(remote.localAddress(), own.localAddress());
      Bearer accepted = remote.accept();

      assertThat(accepted.connectionId().remote()).isEqualTo(own.localAddress());
      assertThat(dialled.connectionId().local()).isEqualTo(own.localAddress());
    }
  }

  @Test
  void aSecondConnectionBetweenTheSameAddressesIsRefusedWithASentence() throws Exception {
    try (BearerListener own = net.listen();
        BearerListener remote = net.listen()) {
      net.dial(remote.localAddress(), own.localAddress());

      assertRefused(
          () -> net.dial(remote.localAddress(), own.localAddress()),
          FailureCategory.CONFIGURATION,
          "Cannot connect to " + ConnectionId.text(remote.localAddress()),
          "from " + ConnectionId.text(own.localAddress()),
          "a connection between the two is there already");
    }
  }

  @Test
  void anAddressWhereNobodyListensRefuses() throws Exception {
    SocketAddress nobody;
    try (BearerListener listener = net.listen()) {
      nobody = listener.localAddress();
    }

    assertThatThrownBy(() -> net.dial(nobody))
        .isInstanceOfSatisfying(
            BearerException.class,
            e -> assertThat(e.failure().category()).isEqualTo(FailureCategory.REMOTE_CLOSED))
        .message()
        .startsWith("Cannot connect to " + ConnectionId.text(nobody))
        .endsWith(": it refused; check that a node listens there");
  }

  @Test
  void anAddressOfAnotherMachineCannotBeDialledFrom() throws Exception {
    try (BearerListener listener = net.listen()) {
      InetSocketAddress foreign = new InetSocketAddress(InetAddress.getByName("192.0.2.1"), 0);

      assertRefused(
          () -> net.dial(listener.localAddress(), foreign),
          FailureCategory.CONFIGURATION,
          "from 192.0.2.1:0",
          "not one of this machine's");
    }
  }

  @Test
  void addressesThatCannotBeMeantAreRefusedWithASentence() throws Exception {
    InetSocketAddress name = InetSocketAddress.createUnresolved("nowhere.invalid", 3001);
    assertRefused(
        () -> net.dial(name), FailureCategory.CONFIGURATION, "nowhere.invalid", "name server");
    InetSocketAddress six = new InetSocketAddress(InetAddress.getByName("::1"), 3001);
    assertRefused(
        () -> net.dial(six, Loopback.anyPort()),
        FailureCategory.CONFIGURATION,
        "[::1]:3001 from 127.0.0.1:0",
        "IPv4",
        "IPv6");
  }

  @Test
  void anAttemptThatNobodyAnswersEndsAtItsTimeout() throws Exception {
    try (Deaf deaf = new Deaf()) {
      assertRefused(
          () ->
              net.factory.dial(
                  new DialRequest(deaf.address(), Optional.empty(), Duration.ofMillis(30))),
          FailureCategory.TIMEOUT,
          "Cannot connect to " + ConnectionId.text(deaf.address()),
          "no answer within 0.030 s");
    }
  }

  @Test
  void anInterruptGivesUpTheAttempt() throws Exception {
    try (Deaf deaf = new Deaf()) {
      AtomicReference<Task> task = new AtomicReference<>();
      AtomicReference<Throwable> thrown = net.thrownBy(() -> net.dial(deaf.address()), task);
      task.get().interrupt();
      task.get().join();

      assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
      assertThat(net.traces).isEmpty();
    }
  }

  private static void assertRefused(
      ThrowingCallable call, FailureCategory category, String... parts) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            BearerException.class,
            e -> assertThat(e.failure().category()).as(e.getMessage()).isEqualTo(category))
        .hasMessageContainingAll(parts);
  }
}

package io.tempera.bearer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Socket;
import io.tempera.bearer.BearerException;
import io.tempera.runtime.internal.RuntimeComponent;
import java.io.IOException;
import java.net.SocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MutualRefusalTest {
  private static final BearerException LATE =
      refusal("listen(..) failed with error(-98): Address already in use");

  private final RuntimeComponent runtime = new RuntimeComponent();
  private final MutualRefusal refusal = new MutualRefusal(runtime);
  private int tries;

  @AfterEach
  void end() {
    runtime.close();
  }

  private static BearerException refusal(String system) {
    return Sentences.cannotListen(Loopback.anyPort(), new IOException(system));
  }

  /** Refuses so many times. */
  private int open(int refusals, BearerException refused) {
    tries++;
    if (tries <= refusals) {
      throw refused;
    }
    return tries;
  }

  @Test
  void whoeverIsRefusedLateTriesAgain() throws Exception {
    assertThat(refusal.outlast(() -> open(MutualRefusal.TRIES - 1, LATE)))
        .isEqualTo(MutualRefusal.TRIES);
  }

  @Test
  void theLastRefusalStands() {
    assertThatThrownBy(() -> refusal.outlast(() -> open(Integer.MAX_VALUE, LATE))).isSameAs(LATE);
    assertThat(tries).isEqualTo(MutualRefusal.TRIES);
  }

  @Test
  void whoeverIsRefusedEarlyOrForAnotherReasonDoesNotTryAgain() {
    for (String system :
        new String[] {
          "bind(..) failed with error(-98): Address already in use",
          "Address already in use",
          "listen(..) failed with error(-13): Permission denied"
        }) {
      tries = 0;
      BearerException refused = refusal(system);
      assertThatThrownBy(() -> refusal.outlast(() -> open(1, refused))).isSameAs(refused);
      assertThat(tries).as(system).isOne();
    }
  }

  /** Both are bound before either listens, as when two begin in the same instant. */
  @Test
  void theSystemRefusesWhoeverListensSecondAsIsExpectedHere() throws Exception {
    assumeTrue(Epoll.isAvailable());
    Socket first = socket(Loopback.anyPort());
    Socket second = socket(first.localAddress());
    try {
      first.listen(1);
      Throwable system = catchThrowable(() -> second.listen(1));

      BearerException said = Sentences.cannotListen(second.localAddress(), system);
      assertThat(said).hasMessageContaining("the address is in use");
      assertThat(Sentences.isRefusedWhenListening(said.failure())).as("%s", system).isTrue();
    } finally {
      first.close();
      second.close();
    }
  }

  private static Socket socket(SocketAddress address) throws IOException {
    Socket socket = Socket.newSocketStream();
    socket.setReuseAddress(true);
    socket.bind(address);
    return socket;
  }
}

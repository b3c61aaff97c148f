package io.tempera.bearer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerException;
import io.tempera.bearer.BearerListener;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.runtime.Task;
import io.tempera.testkit.SocketPipe;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Transport.class)
@Timeout(60)
class StoppingTest {
  @Parameter Transport transport;

  @Test
  void aStopEndsBearersListenersAndThreads() throws Exception {
    Loopback net = new Loopback(transport);
    BearerListener listener = net.listen();
    SocketPipe remote = SocketPipe.connect(listener.localAddress());
    Bearer bearer = listener.accept();
    Recorder user = net.start(bearer);
    AtomicReference<Task> task = new AtomicReference<>();
    AtomicReference<Throwable> thrown = net.thrownBy(listener::accept, task);
    net.factory.close();

    Failure failure = user.awaitEnd().orElseThrow();
    assertThat(failure.message()).contains(bearer.connectionId().toString(), "stops");
    assertThat(failure.category()).isEqualTo(FailureCategory.SHUTTING_DOWN);
    task.get().join();
    assertThat(thrown.get()).isInstanceOf(BearerException.class);
    listener.close();
    remote.close();
    net.close();
  }

  @Test
  void afterAStopEveryCallEndsWithASentenceOrDoesNothing() throws Exception {
    Loopback net = new Loopback(transport);
    Loopback.Pair pair = net.connect();
    BearerListener listener = net.listen();
    net.factory.close();
    net.factory.close();

    assertThatThrownBy(() -> net.dial(listener.localAddress()))
        .isInstanceOf(BearerException.class)
        .hasMessageContaining("was stopped");
    assertThatThrownBy(net::listen).isInstanceOf(BearerException.class);
    assertThatThrownBy(listener::accept).isInstanceOf(BearerException.class);
    assertThat(net.start(pair.accepted()).awaitEnd()).isPresent();
    pair.accepted().requestTurn();
    pair.accepted().execute(() -> {});
    pair.accepted().close();
    listener.close();
    net.close();
  }

  @Test
  void aBatchThatIsUnderWayAtTheStopIsReleased() throws Exception {
    Loopback net = new Loopback(transport);
    BearerListener listener = net.listen();
    SocketPipe deaf = SocketPipe.connect(listener.localAddress());
    Bearer bearer = listener.accept();
    Recorder user = net.start(bearer);
    user.toWrite("x".repeat(32_000_000));
    bearer.requestTurn();
    user.awaitCall("nextBatch");
    net.close();
    deaf.close();

    assertThat(user.awaitEnd().orElseThrow().category()).isEqualTo(FailureCategory.SHUTTING_DOWN);
    assertThat(user.calls).containsExactly("nextBatch", "closed");
  }
}

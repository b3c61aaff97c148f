package io.tempera.bearer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerListener;
import io.tempera.bearer.BearerTrace;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
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
class NettyBearerTest {
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
  void theBuffersOfABatchArriveAsOneStream() throws Exception {
    Loopback.Pair pair = net.connect();
    Recorder left = net.start(pair.dialled());
    Recorder right = net.start(pair.accepted());
    left.toWrite("he", "", "l", "lo");
    pair.dialled().requestTurn();

    right.awaitText("hello");
    left.awaitCall("batchWritten");
    assertThat(left.calls).containsExactly("nextBatch", "batchWritten");
    right.awaitCall("burstEnded");
  }

  @Test
  void anEmptyBatchWritesNothingAndIsNotReportedAsWritten() throws Exception {
    Loopback.Pair pair = net.connect();
    Recorder left = net.start(pair.dialled());
    pair.dialled().requestTurn();
    left.awaitCall("nextBatch");
    left.toWrite("x");
    pair.dialled().requestTurn();

    net.start(pair.accepted()).awaitText("x");
    left.awaitCall("batchWritten");
    assertThat(left.calls).containsExactly("nextBatch", "nextBatch", "batchWritten");
  }

  @Test
  void aTurnAskedForBeforeTheStartIsKept() throws Exception {
    Loopback.Pair pair = net.connect();
    pair.dialled().requestTurn();
    Recorder left = new Recorder(net.runtime);
    left.toWrite("early");
    pair.dialled().start(left);

    net.start(pair.accepted()).awaitText("early");
  }

  @Test
  void aBatchLargerThanTheSocketTakesIsWrittenWhole() throws Exception {
    Loopback.Pair pair = net.connect();
    Recorder left = net.start(pair.dialled());
    String much = "0123456789abcdef".repeat(1_000_000);
    left.toWrite(much);
    left.toWrite("after");
    pair.dialled().requestTurn();
    left.awaitCall("nextBatch");
    // The reader has not started: the batch is under way, so there is no turn until it is written.
    pair.dialled().requestTurn();
    pair.dialled().execute(() -> left.called("executed"));
    left.awaitCall("executed");
    assertThat(left.calls).containsExactly("nextBatch", "executed");

    Recorder right = net.start(pair.accepted());
    right.awaitText(much + "after");
    assertThat(left.calls.subList(2, 4)).containsExactly("batchWritten", "nextBatch");
  }

  @Test
  void aCloseResetsTheConnectionAndEachSideHearsItOnce() throws Exception {
    Loopback.Pair pair = net.connect();
    Recorder left = net.start(pair.dialled());
    Recorder right = net.start(pair.accepted());
    pair.dialled().close();
    pair.dialled().close();

    assertThat(left.awaitEnd()).isEmpty();
    Failure failure = right.awaitEnd().orElseThrow();
    assertThat(failure.category()).isEqualTo(FailureCategory.REMOTE_CLOSED);
    assertThat(failure.message())
        .contains(pair.accepted().connectionId().toString(), "recv errored");
    assertThat(right.calls).containsExactly("closed");
    net.awaitTraces(BearerTrace.Closed.class, 2);
    assertThat(net.traces)
        .contains(
            new BearerTrace.Closed(pair.dialled().connectionId(), Optional.empty()),
            new BearerTrace.Closed(pair.accepted().connectionId(), Optional.of(failure)));
  }

  @Test
  void afterTheEndNothingIsCalled() throws Exception {
    Loopback.Pair pair = net.connect();
    Recorder left = net.start(pair.dialled());
    pair.dialled().close();
    left.awaitEnd();
    pair.dialled().requestTurn();
    pair.dialled().execute(() -> left.called("executed"));
    net.factory.close();

    assertThat(left.calls).containsExactly("closed");
  }

  @Test
  void aFinIsToldOnceAndWritingGoesOn() throws Exception {
    try (BearerListener listener = net.listen();
        Socket client = connect(listener)) {
      Bearer bearer = listener.accept();
      Recorder user = net.start(bearer);
      client.getOutputStream().write("bye".getBytes(StandardCharsets.ISO_8859_1));
      client.shutdownOutput();

      user.awaitText("bye");
      user.awaitCall("inputClosed");
      // More than the kernel takes at once: the bearer has to wait until it may go on.
      int much = 16_000_000;
      user.toWrite("x".repeat(much));
      bearer.requestTurn();
      assertThat(client.getInputStream().readNBytes(much)).hasSize(much);
      bearer.close();
      assertThat(user.awaitEnd()).isEmpty();
      assertThat(user.calls.stream().filter("inputClosed"::equals)).hasSize(1);
    }
  }

  @Test
  void whatARemoteSideThatHungUpHadSentIsThereAtTheStart() throws Exception {
    try (BearerListener listener = net.listen();
        Socket client = connect(listener)) {
      String much = "0123456789".repeat(5);
      client.getOutputStream().write(much.getBytes(StandardCharsets.ISO_8859_1));
      client.shutdownOutput();
      Bearer bearer = listener.accept();
      loopIterations(bearer, 5);

      Recorder user = net.start(bearer);
      user.awaitCall("inputClosed");
      user.awaitText(much);
      assertThat(user.calls.getLast()).isEqualTo("inputClosed");
      user.toWrite("still here");
      bearer.requestTurn();
      assertThat(client.getInputStream().readNBytes(10)).asString().isEqualTo("still here");
    }
  }

  @Test
  void aResetBeforeTheStartIsToldAfterIt() throws Exception {
    try (BearerListener listener = net.listen();
        Socket client = connect(listener)) {
      client.setSoLinger(true, 0);
      Bearer bearer = listener.accept();
      client.close();
      loopIterations(bearer, 5);

      assertThat(net.start(bearer).awaitEnd().orElseThrow().category())
          .isEqualTo(FailureCategory.REMOTE_CLOSED);
    }
  }

  @Test
  void aBearerThatWasClosedBeforeItsStartStillTellsTheEnd() throws Exception {
    Loopback.Pair pair = net.connect();
    pair.dialled().close();
    net.awaitTraces(BearerTrace.Closed.class, 1);

    assertThat(net.start(pair.dialled()).awaitEnd()).isEmpty();
  }

  @Test
  void aBearerIsStartedOnce() throws Exception {
    Bearer bearer = net.connect().dialled();
    net.start(bearer);

    assertThatThrownBy(() -> net.start(bearer)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aUserThatThrowsLosesItsConnectionOnly() throws Exception {
    Loopback.Pair broken = net.connect();
    Loopback.Pair other = net.connect();
    Recorder thrower =
        new Recorder(net.runtime) {
          @Override
          public void received(ByteBuffer bytes) {
            throw new IllegalStateException("no appetite");
          }
        };
    broken.accepted().start(thrower);
    Recorder sender = net.start(broken.dialled());
    sender.toWrite("food");
    broken.dialled().requestTurn();

    Failure failure = thrower.awaitEnd().orElseThrow();
    assertThat(failure.category()).isEqualTo(FailureCategory.INTERNAL);
    assertThat(failure.text()).contains("no appetite");
    assertThat(thrower.calls).containsExactly("closed");
    Recorder right = net.start(other.accepted());
    Recorder left = net.start(other.dialled());
    left.toWrite("ok");
    other.dialled().requestTurn();
    right.awaitText("ok");
  }

  @Test
  void aUserThatThrowsWhileItIsAskedForABatchLosesItsConnection() throws Exception {
    Loopback.Pair pair = net.connect();
    Recorder thrower =
        new Recorder(net.runtime) {
          @Override
          public List<ByteBuffer> nextBatch() {
            throw new IllegalStateException("no words");
          }
        };
    pair.dialled().start(thrower);
    pair.dialled().requestTurn();

    assertThat(thrower.awaitEnd().orElseThrow().text()).contains("no words");
  }

  @Test
  void sizesAreTheReferencesAndNothingIsReadBeforeTheStart() throws Exception {
    Loopback.Pair pair = net.connect();
    for (Bearer bearer : List.of(pair.dialled(), pair.accepted())) {
      assertThat(((NettyBearer) bearer).channel.config().isAutoRead()).isFalse();
      assertThat(bearer.sduSize()).isEqualTo(12_288);
      assertThat(bearer.batchSize()).isEqualTo(131_072);
    }
  }

  /** Lets what is under way on the loopback interface arrive. */
  private static void loopIterations(Bearer bearer, int count) throws InterruptedException {
    LoopClock clock = new LoopClock(((NettyBearer) bearer).loop);
    clock.await(count);
    clock.close();
  }

  private static Socket connect(BearerListener listener) throws IOException {
    InetSocketAddress address = (InetSocketAddress) listener.localAddress();
    Socket socket = new Socket(address.getAddress(), address.getPort());
    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    return socket;
  }
}

package io.tempera.testkit;

import static io.tempera.testkit.RecordingUser.Call.BATCH_WRITTEN;
import static io.tempera.testkit.RecordingUser.Call.CLOSED;
import static io.tempera.testkit.RecordingUser.Call.INPUT_CLOSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerException;
import io.tempera.bearer.BearerListener;
import io.tempera.bearer.ConnectionId;
import io.tempera.bearer.DialRequest;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What TCP has and a Unix domain socket has not: an address at both ends, silence, and resets. A
 * FIN ends one direction; whoever closes sends a reset, and never a FIN (the reference, which sets
 * linger 0 on all its sockets, was never seen to send one).
 */
public abstract class TcpBearerContractTest extends BearerContractTest {
  /** For subclasses. */
  protected TcpBearerContractTest() {}

  /** An address that never answers a dial; a full backlog of a Unix socket answers at once. */
  protected abstract SocketAddress silentAddress() throws Exception;

  /** Both sides name the same connection. */
  @Test
  public void theTwoSidesNamesMirrorEachOther() throws Exception {
    Bearers bearers = dialAndAccept();
    ConnectionId ours = bearers.dialled().connectionId();
    assertThat(ours.remote()).isEqualTo(listener().localAddress());
    assertThat(bearers.accepted().connectionId())
        .isEqualTo(new ConnectionId(ours.remote(), ours.local()));
  }

  /** A node dials from where it listens. */
  @Test
  public void theListeningAddressCanBeDialledFrom() throws Exception {
    BearerListener second = listenOn(freeAddress());
    Bearer bearer =
        dial(
            new DialRequest(
                listener().localAddress(),
                Optional.of(second.localAddress()),
                Duration.ofSeconds(30)));
    assertThat(bearer.connectionId())
        .isEqualTo(new ConnectionId(second.localAddress(), listener().localAddress()));
    Bearer accepted = accept();
    assertThat(accepted.connectionId().remote()).isEqualTo(second.localAddress());
    RecordingUser reader = started(accepted);
    started(bearer).send(pattern(100, 2));
    reader.awaitReceived(100);
  }

  /** No answer. */
  @Test
  public void aDialWithoutAnAnswerEndsByItsTimeout() throws Exception {
    SocketAddress silent = silentAddress();
    DialRequest request = new DialRequest(silent, Optional.empty(), Duration.ofMillis(50));
    assertThatThrownBy(() -> dial(request))
        .isInstanceOfSatisfying(
            BearerException.class,
            e -> assertThat(e.failure().category()).isEqualTo(FailureCategory.TIMEOUT))
        .hasMessageContaining(ConnectionId.text(silent));
  }

  /** Given up. */
  @Test
  public void anInterruptedDialGivesUp() throws Exception {
    DialRequest request =
        new DialRequest(silentAddress(), Optional.empty(), Duration.ofSeconds(100));
    Attempt attempt = new Attempt(() -> factory().dial(request));
    attempt.interrupt();
    assertThat(attempt.outcome()).isInstanceOf(InterruptedException.class);
  }

  /** Close is a reset, and each side hears its own truth. */
  @Test
  public void aCloseEndsOursWithoutAndTheirsWithAFailure() throws Exception {
    Pair pair = connect();
    pair.dialled().bearer().close();
    pair.dialled().await(CLOSED);
    pair.accepted().await(CLOSED);
    assertThat(pair.dialled().failure()).isEmpty();
    Failure failure = pair.accepted().failure().orElseThrow();
    assertThat(failure.category()).isEqualTo(FailureCategory.REMOTE_CLOSED);
    assertThat(failure.message()).containsIgnoringCase("reset");
    assertThat(pair.accepted().count(INPUT_CLOSED)).isZero();
  }

  /** A reset comes after the bytes that came before it. */
  @Test
  public void bytesThatArrivedBeforeAResetAreStillRead() throws Exception {
    Bearers bearers = dialAndAccept();
    RecordingUser dialled = started(bearers.dialled());
    dialled.send(pattern(20_000, 9));
    dialled.await(BATCH_WRITTEN);
    dialled.bearer().close();
    dialled.await(CLOSED);
    RecordingUser accepted = started(bearers.accepted());
    accepted.await(CLOSED);
    assertThat(accepted.received()).isEqualTo(pattern(20_000, 9));
    assertThat(accepted.failure()).isPresent();
  }

  /** Our close, as the remote side sees it. */
  @Test
  public void aCloseIsAResetBehindWhatWasWritten() throws Exception {
    RawPipe raw = connectRaw(listener().localAddress());
    RecordingUser user = started(accept());
    user.send(pattern(30, 20));
    user.await(BATCH_WRITTEN);
    user.bearer().close();
    assertThat(raw.read(30)).isEqualTo(pattern(30, 20));
    assertThat(raw.awaitEnd()).isEqualTo(Ending.RESET);
    raw.close();
  }

  /** Our close, after the remote side's FIN. */
  @Test
  public void aCloseAfterTheRemoteSidesFinIsAResetToo() throws Exception {
    RawPipe raw = connectRaw(listener().localAddress());
    RecordingUser user = started(accept());
    raw.shutdownOutput();
    user.await(INPUT_CLOSED);
    user.bearer().close();
    assertThat(raw.awaitEnd()).isEqualTo(Ending.RESET);
    assertThat(user.failure()).isEmpty();
    raw.close();
  }

  /** A close before the start is a close. */
  @Test
  public void aCloseBeforeTheStartIsAReset() throws Exception {
    RawPipe raw = connectRaw(listener().localAddress());
    accept().close();
    assertThat(raw.awaitEnd()).isEqualTo(Ending.RESET);
    raw.close();
  }

  /** Nobody is left waiting for a listener that has gone. */
  @Test
  public void aConnectionThatNobodyAcceptedIsResetWithItsListener() throws Exception {
    RawPipe raw = connectRaw(listener().localAddress());
    listener().close();
    assertThat(raw.awaitEnd()).isEqualTo(Ending.RESET);
    raw.close();
  }

  /** The remote side's reset, while nothing is under way. */
  @Test
  public void aResetOfTheRemoteSideIsAnErrorOfReceiving() throws Exception {
    RawPipe raw = connectRaw(listener().localAddress());
    RecordingUser user = started(accept());
    raw.reset();
    user.await(CLOSED);
    assertRemoteClosed(user);
    assertThat(user.count(INPUT_CLOSED)).isZero();
  }

  /** The remote side's reset, behind its FIN: nobody reads any more, so a write finds out. */
  @Test
  public void aResetBehindAFinIsAnErrorOfTheNextWrites() throws Exception {
    RawPipe raw = connectRaw(listener().localAddress());
    RecordingUser user = started(accept());
    raw.shutdownOutput();
    user.await(INPUT_CLOSED);
    raw.reset();
    user.sendEndlessly(() -> pattern(100, 23));
    user.await(CLOSED);
    assertRemoteClosed(user);
  }

  /** The remote side's reset, before the start. */
  @Test
  public void aResetBeforeTheStartIsToldAfterIt() throws Exception {
    RawPipe raw = connectRaw(listener().localAddress());
    RecordingUser user = user(accept());
    raw.reset();
    user.start();
    user.await(CLOSED);
    assertRemoteClosed(user);
  }

  /** The remote side's reset, while a batch is under way that it does not read. */
  @Test
  public void aResetWhileABatchIsUnderWayIsAnError() throws Exception {
    RawPipe raw = connectRaw(listener().localAddress());
    RecordingUser user = started(accept());
    user.send(pattern(9_000_000, 21));
    raw.read(10_000);
    raw.reset();
    user.await(CLOSED);
    assertRemoteClosed(user);
    assertThat(user.count(BATCH_WRITTEN)).isZero();
  }

  /** A remote side that has closed for good answers what still comes with a reset. */
  @Test
  public void writingToASideThatHasClosedEndsInAnError() throws Exception {
    RawPipe raw = connectRaw(listener().localAddress());
    RecordingUser user = started(accept());
    raw.close();
    user.sendEndlessly(() -> pattern(100, 22));
    user.await(CLOSED);
    assertRemoteClosed(user);
  }

  private static void assertRemoteClosed(RecordingUser user) {
    Failure failure = user.failure().orElseThrow();
    assertThat(failure.category()).isEqualTo(FailureCategory.REMOTE_CLOSED);
    assertThat(failure.message()).contains(user.bearer().connectionId().toString());
  }
}

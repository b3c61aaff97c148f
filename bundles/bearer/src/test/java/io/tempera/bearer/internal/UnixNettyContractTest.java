package io.tempera.bearer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.BearerFactory;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.testkit.BearerContractTest;
import io.tempera.testkit.RecordingUser;
import io.tempera.testkit.RecordingUser.Call;
import io.tempera.testkit.SocketPipe;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract, over Unix domain sockets, on each transport; and their own ways to end. */
@ParameterizedClass
@EnumSource(Transport.class)
class UnixNettyContractTest extends BearerContractTest {
  @Parameter Transport transport;
  @TempDir Path directory;
  private Optional<Loopback> net = Optional.empty();
  private int sockets;

  private Loopback net() {
    if (net.isEmpty()) {
      net = Optional.of(new Loopback(transport));
    }
    return net.get();
  }

  /** Our close is the end of input for the remote side, and nobody takes what it writes. */
  @Test
  void aCloseIsTheEndOfInputAndOfOutputForTheRemoteSide() throws Exception {
    SocketPipe raw = SocketPipe.connect(listener().localAddress());
    RecordingUser user = started(accept());
    user.send(pattern(30, 1));
    user.await(Call.BATCH_WRITTEN);
    user.bearer().close();
    user.await(Call.CLOSED);

    assertThat(raw.read(30)).isEqualTo(pattern(30, 1));
    assertThat(raw.awaitEnd()).isEqualTo(Ending.FIN);
    assertThat(raw.awaitFailedWrite().getMessage()).containsAnyOf("Broken pipe", "reset");
    raw.close();
  }

  @Test
  void aCloseOfTheRemoteSideIsTheEndOfInputAndTheNextWriteFails() throws Exception {
    SocketPipe raw = SocketPipe.connect(listener().localAddress());
    RecordingUser user = started(accept());
    raw.write(pattern(10, 2));
    raw.close();
    user.await(Call.INPUT_CLOSED);
    assertThat(user.received()).isEqualTo(pattern(10, 2));
    assertThat(user.count(Call.CLOSED)).isZero();
    user.send(pattern(10, 3));
    user.await(Call.CLOSED);

    Failure failure = user.failure().orElseThrow();
    assertThat(failure.category()).isEqualTo(FailureCategory.REMOTE_CLOSED);
    assertThat(failure.message())
        .contains(user.bearer().connectionId().toString(), "send errored", "Broken pipe");
  }

  @Test
  void aRemoteSideThatClosesWithoutHavingReadEverythingResets() throws Exception {
    SocketPipe raw = SocketPipe.connect(listener().localAddress());
    RecordingUser user = started(accept());
    user.send(pattern(10, 4));
    user.await(Call.BATCH_WRITTEN);
    raw.close();
    user.await(Call.CLOSED);

    assertThat(user.failure().orElseThrow().message()).contains("recv errored", "reset");
  }

  @Override
  protected TemperaRuntime runtime() {
    return net().runtime;
  }

  @Override
  protected BearerFactory factory() {
    return net().factory;
  }

  @Override
  protected SocketAddress freeAddress() {
    return UnixDomainSocketAddress.of(directory.resolve("s" + ++sockets));
  }

  @Override
  protected RawPipe connectRaw(SocketAddress remote) throws Exception {
    return SocketPipe.connect(remote);
  }

  @Override
  protected void stop() throws Exception {
    net().close();
    assertThat(directory.toFile().list()).allMatch(file -> file.endsWith(".lock"));
  }
}

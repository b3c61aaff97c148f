package io.tempera.bearer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerException;
import io.tempera.bearer.BearerListener;
import io.tempera.bearer.BearerTrace;
import io.tempera.bearer.ConnectionId;
import io.tempera.failure.FailureCategory;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections over Unix domain sockets: what they are called and how they begin. */
@ParameterizedClass
@EnumSource(Transport.class)
@Timeout(60)
class UnixConnectionTest {
  @Parameter Transport transport;
  @TempDir Path directory;
  private Loopback net;
  private Path path;
  private UnixDomainSocketAddress address;

  @BeforeEach
  void begin() {
    net = new Loopback(transport);
    path = directory.resolve("node.sock");
    address = UnixDomainSocketAddress.of(path);
  }

  @AfterEach
  void end() throws InterruptedException {
    net.close();
  }

  @Test
  void eachConnectionHasANameOfItsOwnThoughItsClientHasNone() throws Exception {
    try (BearerListener listener = net.factory.listen(address)) {
      String socket = "unix:" + path;
      List<String> names = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        ConnectionId dialled = net.dial(address).connectionId();
        ConnectionId accepted = listener.accept().connectionId();
        assertThat(dialled.toString()).matches("\\Q" + socket + "\\E#\\d+<->\\Q" + socket + "\\E");
        assertThat(accepted.toString()).matches("\\Q" + socket + "\\E<->\\Q" + socket + "\\E#\\d+");
        names.add(dialled.toString());
        names.add(accepted.toString());
      }
      assertThat(names).doesNotHaveDuplicates();
      assertThat(net.traces)
          .contains(new BearerTrace.Listening(address))
          .extracting(trace -> trace.text())
          .contains("listening on " + socket, names.get(0) + " dialled");
    }
  }

  @Test
  void sizesAreThoseOfSockets() throws Exception {
    try (BearerListener listener = net.factory.listen(address)) {
      for (Bearer bearer : List.of(net.dial(address), listener.accept())) {
        assertThat(bearer.sduSize()).isEqualTo(12_288);
        assertThat(bearer.batchSize()).isEqualTo(131_072);
      }
    }
  }

  /** Netty tells of some twice. */
  @Test
  void aDialledSocketOpensOnceAndKeepsItsName() throws Exception {
    try (BearerListener listener = net.factory.listen(address)) {
      Bearer dialled = net.dial(address);
      Recorder recorder = new Recorder(net.runtime);
      dialled.start(recorder);
      dialled.close();
      recorder.awaitEnd();
      assertThat(net.traces)
          .filteredOn(trace -> trace instanceof BearerTrace.Opened opened && opened.dialled())
          .containsExactly(new BearerTrace.Opened(dialled.connectionId(), true));
    }
  }

  @Test
  void aUnixSocketIsDialledFromNowhere() throws Exception {
    try (BearerListener listener = net.factory.listen(address)) {
      assertThatThrownBy(() -> net.dial(listener.localAddress(), Loopback.anyPort()))
          .satisfies(UnixConnectionTest::isARefusedSetting)
          .hasMessageContainingAll(
              "Cannot dial unix:" + path + " from 127.0.0.1:0", "leave it out");
      Bearer dialled = net.dial(address);
      assertThatThrownBy(() -> net.dial(dialled.connectionId().local()))
          .satisfies(UnixConnectionTest::isARefusedSetting)
          .hasMessageContainingAll(dialled.connectionId().local() + "", "can be dialled");
    }
  }

  private static void isARefusedSetting(Throwable thrown) {
    assertThat(thrown)
        .asInstanceOf(type(BearerException.class))
        .extracting(e -> e.failure().category())
        .isEqualTo(FailureCategory.CONFIGURATION);
  }
}

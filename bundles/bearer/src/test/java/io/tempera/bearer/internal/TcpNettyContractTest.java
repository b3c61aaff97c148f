package io.tempera.bearer.internal;

import io.tempera.bearer.BearerFactory;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.testkit.SocketPipe;
import io.tempera.testkit.TcpBearerContractTest;
import java.net.SocketAddress;
import java.util.Optional;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract, over TCP on the loopback interface, on each transport. */
@ParameterizedClass
@EnumSource(Transport.class)
class TcpNettyContractTest extends TcpBearerContractTest {
  @Parameter Transport transport;
  private Optional<Loopback> net = Optional.empty();
  private Optional<Deaf> deaf = Optional.empty();

  private Loopback net() {
    if (net.isEmpty()) {
      net = Optional.of(new Loopback(transport));
    }
    return net.get();
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
    return Loopback.anyPort();
  }

  @Override
  protected SocketAddress silentAddress() {
    Deaf opened = new Deaf();
    deaf = Optional.of(opened);
    return opened.address();
  }

  @Override
  protected RawPipe connectRaw(SocketAddress remote) throws Exception {
    return SocketPipe.connect(remote);
  }

  @Override
  protected void stop() throws Exception {
    net().close();
    if (deaf.isPresent()) {
      deaf.get().close();
    }
  }
}

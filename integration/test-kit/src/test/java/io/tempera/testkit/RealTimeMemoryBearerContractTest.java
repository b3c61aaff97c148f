package io.tempera.testkit;

import io.tempera.bearer.BearerFactory;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.internal.RuntimeComponent;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** The same on real time, with the real runtime: the contract's own waiting is tried, too. */
final class RealTimeMemoryBearerContractTest extends TcpBearerContractTest {
  private final RuntimeComponent runtime = new RuntimeComponent();
  private final MemoryNetwork network = new MemoryNetwork(runtime);

  @Override
  protected TemperaRuntime runtime() {
    return runtime;
  }

  @Override
  protected BearerFactory factory() {
    return network;
  }

  @Override
  protected SocketAddress freeAddress() {
    return new InetSocketAddress("127.0.0.1", 0);
  }

  @Override
  protected SocketAddress silentAddress() {
    SocketAddress silent = new InetSocketAddress("192.0.2.1", 3001);
    network.dropDialsTo(silent);
    return silent;
  }

  @Override
  protected RawPipe connectRaw(SocketAddress remote) throws InterruptedException {
    return EndPipe.connect(runtime, network, remote);
  }

  @Override
  protected void stop() throws InterruptedException {
    CountDownLatch loopIsDone = new CountDownLatch(1);
    runtime.timers().after(Duration.ZERO, loopIsDone::countDown);
    loopIsDone.await();
    network.assertNothingLeft();
    runtime.close();
  }
}

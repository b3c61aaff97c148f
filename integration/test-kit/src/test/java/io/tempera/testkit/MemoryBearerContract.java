package io.tempera.testkit;

import io.tempera.bearer.BearerFactory;
import io.tempera.runtime.TemperaRuntime;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.HexFormat;

/** The contract on the network in memory, under virtual time. */
abstract class MemoryBearerContract extends TcpBearerContractTest {
  private final VirtualRuntime runtime;
  private final MemoryNetwork network;

  MemoryBearerContract(VirtualRuntime runtime, MemorySettings settings) {
    this.runtime = runtime;
    this.network = new MemoryNetwork(runtime, settings);
  }

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
  protected RawPipe connectRaw(SocketAddress remote) throws Exception {
    RawPeer peer = RawPeer.connect(runtime, network, remote);
    return new RawPipe() {
      @Override
      public void write(byte[] bytes) {
        peer.write(bytes);
      }

      @Override
      public byte[] read(int count) {
        return HexFormat.of().parseHex(peer.take(count));
      }

      @Override
      public void shutdownOutput() {
        peer.shutdownOutput();
      }

      @Override
      public Ending awaitEnd() {
        runtime.runUntil(() -> peer.isReset() || peer.isAtEnd());
        return peer.isReset() ? Ending.RESET : Ending.FIN;
      }

      @Override
      public void reset() {
        peer.reset();
      }

      @Override
      public void close() {
        peer.close();
      }
    };
  }

  @Override
  protected void stop() {
    runtime.advance(Duration.ofSeconds(1));
    network.assertNothingLeft();
    runtime.assertNothingLeft();
  }
}

package io.tempera.testkit;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerException;
import io.tempera.bearer.BearerFactory;
import io.tempera.bearer.BearerListener;
import io.tempera.bearer.DialRequest;
import io.tempera.failure.FailureCategory;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;

/** One host of a {@link MemoryNetwork}. */
final class MemoryHost implements BearerFactory {
  private final MemoryNetwork network;
  private final InetSocketAddress any;

  MemoryHost(MemoryNetwork network, String address) {
    if (!address.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
      throw new IllegalArgumentException(
          "Not an IP address, and no names are looked up: " + address);
    }
    this.network = network;
    this.any = new InetSocketAddress(address, 0);
  }

  @Override
  public Bearer dial(DialRequest request) throws InterruptedException {
    return network.bearer(dialEnd(request));
  }

  End dialEnd(DialRequest request) throws InterruptedException {
    InetSocketAddress remote = inet(request.remote());
    if (remote.getPort() == 0) {
      throw refusal("Port 0 cannot be dialled: " + remote);
    }
    return network.dial(request, request.local().map(this::ours).orElse(any));
  }

  @Override
  public BearerListener listen(SocketAddress local) {
    return open(local);
  }

  MemoryListener open(SocketAddress local) {
    return network.open(ours(local));
  }

  private InetSocketAddress ours(SocketAddress address) {
    InetSocketAddress inet = inet(address);
    return inet.getAddress().isAnyLocalAddress()
        ? new InetSocketAddress(any.getAddress(), inet.getPort())
        : inet;
  }

  private static InetSocketAddress inet(SocketAddress address) {
    if (address instanceof InetSocketAddress inet && !inet.isUnresolved()) {
      return inet;
    }
    throw refusal("The network in memory knows IP addresses and ports only, not " + address);
  }

  private static BearerException refusal(String message) {
    return new BearerException(FailureCategory.CONFIGURATION, message, Optional.empty());
  }
}

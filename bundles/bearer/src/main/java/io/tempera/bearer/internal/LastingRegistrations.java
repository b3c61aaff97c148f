package io.tempera.bearer.internal;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.util.concurrent.ThreadAwareExecutor;

/**
 * Netty's epoll, without a fault of it: a socket that waits for nothing at the moment is taken out
 * of epoll, but never put back in (Netty 4.2.18, since its change 16689), so that the next thing it
 * wants fails with "epoll_ctl … No such file or directory" and closes it. That meets a connection
 * whose remote side sent a FIN: before the start of its bearer, or while more is written than the
 * kernel takes.
 *
 * <p>Here such a socket stays in epoll with no event but the edge-triggered flag: the kernel tells
 * an error once, and does not repeat it for ever, which is what the removal was made for.
 */
final class LastingRegistrations implements IoHandler {
  private final IoHandler epoll;

  private LastingRegistrations(IoHandler epoll) {
    this.epoll = epoll;
  }

  /** Makes the handlers of event loops. */
  static IoHandlerFactory newFactory() {
    IoHandlerFactory factory = EpollIoHandler.newFactory();
    return executor -> of(factory, executor);
  }

  private static IoHandler of(IoHandlerFactory factory, ThreadAwareExecutor executor) {
    return new LastingRegistrations(factory.newHandler(executor));
  }

  @Override
  public IoRegistration register(IoHandle handle) throws Exception {
    return new Lasting(epoll.register(handle));
  }

  private record Lasting(IoRegistration registration) implements IoRegistration {
    @Override
    public long submit(IoOps ops) {
      return registration.submit(EpollIoOps.NONE.equals(ops) ? EpollIoOps.EPOLLET : ops);
    }

    @Override
    public <T> T attachment() {
      return registration.attachment();
    }

    @Override
    public boolean isValid() {
      return registration.isValid();
    }

    @Override
    public boolean cancel() {
      return registration.cancel();
    }
  }

  @Override
  public void initialize() {
    epoll.initialize();
  }

  @Override
  public int run(IoHandlerContext context) {
    return epoll.run(context);
  }

  @Override
  public void prepareToDestroy() {
    epoll.prepareToDestroy();
  }

  @Override
  public void destroy() {
    epoll.destroy();
  }

  @Override
  public void wakeup() {
    epoll.wakeup();
  }

  @Override
  public boolean isCompatible(Class<? extends IoHandle> handleType) {
    return epoll.isCompatible(handleType);
  }
}

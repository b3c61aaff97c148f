package io.tempera.testkit;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** Hands out ephemeral ports, one after the other and round again: 49 152 to 65 535 (RFC 6335). */
final class Ports {
  private static final int FIRST = 49_152;
  private static final int COUNT = 65_536 - FIRST;

  private final AtomicInteger handedOut = new AtomicInteger();

  InetSocketAddress next(InetAddress host) {
    return new InetSocketAddress(host, FIRST + Math.floorMod(handedOut.getAndIncrement(), COUNT));
  }
}

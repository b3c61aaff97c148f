package io.tempera.check;

import io.tempera.bearer.ConnectionId;
import io.tempera.handshake.Agreed;
import io.tempera.handshake.DiffusionMode;
import io.tempera.handshake.VersionData;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.TreeSet;

/** What a half sees when a test does not care. */
final class Defaults {
  static final int NUMBER = 7;

  static final ConnectionId CONNECTION =
      new ConnectionId(
          InetSocketAddress.createUnresolved("here", 1),
          InetSocketAddress.createUnresolved("there", 2));

  static final Agreed AGREED =
      new Agreed(
          15,
          new VersionData(42, DiffusionMode.INITIATOR_AND_RESPONDER, false, false, false),
          new TreeSet<>());

  /** How long the end of a conversation may take once it was asked for, in virtual time. */
  static final Duration DEADLINE = Duration.ofSeconds(60);

  private Defaults() {}
}

package io.tempera.mux;

/** How a multiplexer ended. */
public sealed interface MuxEnd {
  /** In order: it was stopped on this side. */
  record Stopped() implements MuxEnd {}

  /**
   * In order: the remote side closed its direction, and nothing ran that would miss it (network-mux
   * Network.Mux, monitor).
   *
   * @param where what it did not finish, or that nothing was open; follows "closed the connection"
   */
  record RemoteClosed(String where) implements MuxEnd {}

  /** By an error. */
  record Failed(MuxError error) implements MuxEnd {}
}

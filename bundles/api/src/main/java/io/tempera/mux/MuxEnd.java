package io.tempera.mux;

/** How a multiplexer ended. */
public sealed interface MuxEnd {
  /** In order: it was stopped, or the remote side closed while nothing ran. */
  record Stopped() implements MuxEnd {}

  /** By an error. */
  record Failed(MuxError error) implements MuxEnd {}
}

package io.tempera.mux;

import io.tempera.failure.Failure;

/** How a job ended. */
public sealed interface JobEnd {
  /** It returned, and what it sent is on its way. */
  record Clean() implements JobEnd {}

  /** It failed, and the multiplexer with it. */
  record Failed(Failure failure) implements JobEnd {}

  /** The multiplexer ended under it, or before it started. */
  record Shutdown(MuxEnd why) implements JobEnd {}
}

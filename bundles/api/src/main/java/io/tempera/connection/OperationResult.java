package io.tempera.connection;

/**
 * What came of an operation on an entry.
 *
 * @param <T> what a success says
 */
public sealed interface OperationResult<T> {
  /** Done, or nothing to do. */
  record Success<T>(T value) implements OperationResult<T> {}

  /** Impossible in the state that the entry is in. */
  record Unsupported<T>(ConnectionState state) implements OperationResult<T> {}

  /** The connection has ended. */
  record Terminated<T>(ConnectionState state) implements OperationResult<T> {}
}

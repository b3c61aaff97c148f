package io.tempera.benchmarks.protocol;

import java.nio.ByteBuffer;

/** What is said in bulk. */
sealed interface BulkMessage {
  /** Send so many blocks. */
  record Request(int count) implements BulkMessage {}

  /**
   * One of them.
   *
   * @param item a CBOR item, passed through as it is: within the message that brought it
   */
  record Block(ByteBuffer item) implements BulkMessage {}

  /** That was the last one of a request. */
  record BatchDone() implements BulkMessage {}

  /** No more requests. */
  record Done() implements BulkMessage {}
}

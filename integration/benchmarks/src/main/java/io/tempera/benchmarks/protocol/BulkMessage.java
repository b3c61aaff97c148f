package io.tempera.benchmarks.protocol;

import java.util.Arrays;

/** What is said in bulk. */
sealed interface BulkMessage {
  /** Send so many blocks. */
  record Request(int count) implements BulkMessage {}

  /** One of them. */
  record Block(byte[] content) implements BulkMessage {
    @Override
    public boolean equals(Object other) {
      return other instanceof Block block && Arrays.equals(content, block.content);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(content);
    }
  }

  /** That was the last one of a request. */
  record BatchDone() implements BulkMessage {}

  /** No more requests. */
  record Done() implements BulkMessage {}
}

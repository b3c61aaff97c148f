package io.tempera.testkit;

import java.util.Arrays;

/** Bytes that came and wait to be looked at. */
final class Inbox {
  private byte[] bytes = {};

  void add(byte[] more) {
    int old = bytes.length;
    bytes = Arrays.copyOf(bytes, old + more.length);
    System.arraycopy(more, 0, bytes, old, more.length);
  }

  int size() {
    return bytes.length;
  }

  byte[] peek(int count) {
    return Arrays.copyOf(bytes, count);
  }

  byte[] take(int count) {
    byte[] first = peek(count);
    bytes = Arrays.copyOfRange(bytes, count, bytes.length);
    return first;
  }
}

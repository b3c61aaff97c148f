package io.tempera.echo.internal;

import java.util.Arrays;

/** What echo says. */
sealed interface EchoMessage {
  /** Say this again. */
  record Request(byte[] words) implements EchoMessage {
    @Override
    public boolean equals(Object other) {
      return other instanceof Request request && Arrays.equals(words, request.words);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(words);
    }
  }

  /** The same words. */
  record Response(byte[] words) implements EchoMessage {
    @Override
    public boolean equals(Object other) {
      return other instanceof Response response && Arrays.equals(words, response.words);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(words);
    }
  }

  /** No more words. */
  record Done() implements EchoMessage {}
}

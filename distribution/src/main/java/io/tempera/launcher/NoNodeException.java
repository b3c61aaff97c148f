package io.tempera.launcher;

import java.io.IOException;

/** No node answers where one should be. */
final class NoNodeException extends IOException {
  private static final long serialVersionUID = 1L;

  NoNodeException(String message, IOException cause) {
    super(message, cause);
  }
}

package io.tempera.peer.book.internal;

import io.tempera.runtime.internal.RuntimeComponent;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A process that learns one peer after another until it is killed. */
final class Learner {
  private Learner() {}

  /** Says the number of each peer once it is in the file, which is the argument. */
  public static void main(String[] arguments) throws IOException {
    RuntimeComponent runtime = new RuntimeComponent();
    try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
      while (true) {
        StoredPeerBook book = new StoredPeerBook(runtime, Peers.in(Path.of(arguments[0]), 1_000));
        int number = Peers.learned(book).size() + 1;
        Peers.tell(book, "192.0.2.1:3001", List.of(Peers.one(number)));
        // Waits until the file is written.
        book.close();
        out.write((number + "\n").getBytes(StandardCharsets.US_ASCII));
      }
    }
  }
}

package io.tempera.benchmarks.idle;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;

/** A process of {@link IdleClients}; closing it closes their connections. */
final class Clients implements AutoCloseable {
  private final Process process;

  private Clients(Process process) {
    this.process = process;
  }

  /** Starts it, and waits until every connection has fallen silent. */
  static Clients connected(Talk talk, int port, int count) throws IOException {
    Process process =
        JavaProcess.start(
            IdleClients.class,
            List.of("-Xmx256m"),
            List.of(talk.name(), Integer.toString(port), Integer.toString(count)));
    Clients clients = new Clients(process);
    BufferedReader said = process.inputReader();
    String line = said.readLine();
    if (!IdleClients.READY.equals(line)) {
      process.destroy();
      throw new IOException("The clients did not get ready; see what they say on standard error");
    }
    return clients;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.getOutputStream().close();
    process.waitFor();
  }
}

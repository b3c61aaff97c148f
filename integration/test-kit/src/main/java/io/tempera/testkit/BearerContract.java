package io.tempera.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerFactory;
import io.tempera.bearer.BearerListener;
import io.tempera.bearer.DialRequest;
import io.tempera.runtime.TemperaRuntime;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the contract tests of bearers and of their factories stand on, and what to say for one. */
public abstract class BearerContract {
  private final List<Bearer> bearers = new ArrayList<>();
  private final List<RecordingUser> users = new ArrayList<>();
  private final List<BearerListener> listeners = new ArrayList<>();

  /** For subclasses. */
  protected BearerContract() {}

  /** The runtime that the factory uses; a {@link VirtualRuntime} is run by the tests. */
  protected abstract TemperaRuntime runtime();

  /** The factory under test. */
  protected abstract BearerFactory factory();

  /** An address of this machine to listen on, with port 0. */
  protected abstract SocketAddress freeAddress();

  /** Connects with other means than the factory. */
  protected abstract RawPipe connectRaw(SocketAddress remote) throws Exception;

  /**
   * Stops the factory and its runtime, and checks that nothing is left. Called last, after
   * everything that the test opened was closed: a subclass's own {@code @AfterEach} comes too
   * early.
   */
  protected abstract void stop() throws Exception;

  /** The first listener of the test. */
  @BeforeEach
  public final void listen() {
    listenOn(freeAddress());
  }

  /** Closes what the test opened, checks the bearers' manners, and that nothing is left. */
  @AfterEach
  public final void closeEverything() throws Exception {
    listeners.forEach(BearerListener::close);
    bearers.forEach(Bearer::close);
    for (RecordingUser user : users) {
      if (user.isStarted()) {
        user.await(RecordingUser.Call.CLOSED);
      }
      assertThat(user.violations()).isEmpty();
    }
    stop();
  }

  /** Listens, until the end of the test. */
  protected final BearerListener listenOn(SocketAddress local) {
    BearerListener listener = factory().listen(local);
    listeners.add(listener);
    return listener;
  }

  /** The first listener. */
  protected final BearerListener listener() {
    return listeners.getFirst();
  }

  /** Does something that blocks. */
  protected final <T> T call(Callable<T> body) throws Exception {
    return Awaiting.call(runtime(), body);
  }

  /** Dials, from anywhere. */
  protected final Bearer dial(SocketAddress remote) throws Exception {
    return dial(new DialRequest(remote, Optional.empty(), Duration.ofSeconds(30)));
  }

  /** Dials. */
  protected final Bearer dial(DialRequest request) throws Exception {
    Bearer bearer = call(() -> factory().dial(request));
    bearers.add(bearer);
    return bearer;
  }

  /** Accepts at the first listener. */
  protected final Bearer accept() throws Exception {
    Bearer bearer = call(listener()::accept);
    bearers.add(bearer);
    return bearer;
  }

  /** Both ends of a connection, not started. */
  protected final Bearers dialAndAccept() throws Exception {
    Bearer dialled = dial(listener().localAddress());
    return new Bearers(dialled, accept());
  }

  /** Both ends of a connection, started. */
  protected final Pair connect() throws Exception {
    Bearers both = dialAndAccept();
    return new Pair(started(both.dialled()), started(both.accepted()));
  }

  /** A user, not started. */
  protected final RecordingUser user(Bearer bearer) {
    RecordingUser user = new RecordingUser(runtime(), bearer);
    users.add(user);
    return user;
  }

  /** A user that was started. */
  protected final RecordingUser started(Bearer bearer) {
    return user(bearer).start();
  }

  /** Bytes that differ from place to place and from seed to seed. */
  protected static byte[] pattern(int length, int seed) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31 + i / 251 + seed * 17);
    }
    return bytes;
  }

  /** Two bearers of one connection. */
  protected record Bearers(Bearer dialled, Bearer accepted) {}

  /** Their users. */
  protected record Pair(RecordingUser dialled, RecordingUser accepted) {}

  /** The other side, by other means. */
  public interface RawPipe {
    /** Writes all of it. */
    void write(byte[] bytes) throws Exception;

    /** Reads exactly so many bytes. */
    byte[] read(int count) throws Exception;

    /** Reads until the other side has ended its direction or the connection, and says how. */
    Ending awaitEnd() throws Exception;

    /** Sends a FIN. */
    void shutdownOutput() throws Exception;

    /** Closes with a reset, where there is such a thing. */
    void reset() throws Exception;

    /** Closes. */
    void close() throws Exception;
  }

  /** How a connection ends for the one who reads. */
  public enum Ending {
    /** The end of input. */
    FIN,
    /** The connection is gone. */
    RESET
  }
}

package io.tempera.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.ConnectionId;
import io.tempera.peer.PeerSelectionActionsTrace.PeerHotDuration;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChanged;
import io.tempera.peer.PeerStatusChangeType;
import io.tempera.runtime.Task;
import io.tempera.runtime.Wait;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class WatchTest {
  private static final ConnectionId ID = FakeNode.id("127.0.0.1:3001", "127.0.0.1:4001");
  private static final PeerStatusChanged HOT =
      new PeerStatusChanged(new PeerStatusChangeType.WarmToHot(ID));

  private final WatchedRuntime runtime = new WatchedRuntime();
  private final Watches watches = new Watches(runtime, Views.config(32, 3));
  private final List<String> terminal = new CopyOnWriteArrayList<>();
  private final Wait printed = runtime.newWait();
  private final Key key = new Key();

  @AfterEach
  void nothingIsLeft() throws Exception {
    runtime.joinAll();
    runtime.close();
    assertThat(watches.count()).isZero();
  }

  private Task watch(String whom) {
    return runtime
        .tasks()
        .start(
            "a command",
            () -> {
              try {
                watches.watch(
                    new PeerChanges(whom),
                    key,
                    line -> {
                      terminal.add(line);
                      printed.wake();
                    });
              } catch (InterruptedException stopped) {
                terminal.add("stopped");
              }
            });
  }

  /** Waits until somebody waits for the key: from then on everything is heard. */
  private Task begin(String whom) throws InterruptedException {
    Task command = watch(whom);
    key.awaited.await();
    return command;
  }

  @Test
  void eachChangeIsALineAsItHappensUntilAKey() throws Exception {
    begin("");
    watches.happened(HOT);
    printed.until(() -> terminal.size() == 1);
    watches.happened(new PeerHotDuration(ID, Duration.ofSeconds(1)));
    key.press();
    runtime.joinAll();
    assertThat(terminal).singleElement().asString().endsWith("  127.0.0.1:4001  warm -> hot");
    watches.happened(HOT);
    assertThat(terminal).hasSize(1);
  }

  @Test
  void onlyThePeerThatIsWatchedIsShown() throws Exception {
    begin("127.0.0.1:4001");
    watches.happened(
        new PeerStatusChanged(
            new PeerStatusChangeType.ColdToWarm(
                Optional.empty(), FakeNode.address("10.0.0.1:4001"))));
    watches.happened(HOT);
    key.press();
    runtime.joinAll();
    assertThat(terminal).singleElement().asString().contains("127.0.0.1:4001");
  }

  @Test
  void aKeyboardThatIsGoneEndsTheWatch() throws Exception {
    key.broken = true;
    key.press();
    begin("");
    runtime.joinAll();
    assertThat(terminal).isEmpty();
  }

  @Test
  void theEndOfTheShellEndsTheWatchAndWhoeverWaitsForTheKey() throws Exception {
    begin("");
    watches.stop();
    runtime.joinAll();
    assertThat(key.interrupted).isTrue();
    key.awaited = new CountDownLatch(1);
    watch("");
    runtime.joinAll();
  }

  @Test
  void anInterruptEndsTheWatchAndWhoeverWaitsForTheKey() throws Exception {
    begin("").interrupt();
    runtime.joinAll();
    assertThat(terminal).containsExactly("stopped");
    assertThat(key.interrupted).isTrue();
  }

  @Test
  void whatATerminalIsTooSlowForIsCountedAndSaid() throws Exception {
    Watch watch = new Watch(new PeerChanges(""), runtime.newWait());
    List<String> lines = new ArrayList<>();
    Instant now = Instant.EPOCH;
    for (int i = 0; i < 5; i++) {
      watch.happened(HOT, now.plusMillis(i), 3);
    }
    watch.end();
    watch.happened(HOT, now.plusSeconds(1), 3);
    assertThat(watch.printTo(lines::add, ZoneOffset.UTC)).isEqualTo(3);
    assertThat(lines)
        .containsExactly(
            "00:00:00.000  127.0.0.1:4001  warm -> hot",
            "00:00:00.001  127.0.0.1:4001  warm -> hot",
            "00:00:00.002  127.0.0.1:4001  warm -> hot",
            "... and 2 more, which came faster than they could be shown.");
  }

  /** A keyboard of which the test has the key. */
  private static final class Key implements Keyboard {
    private final CountDownLatch pressed = new CountDownLatch(1);
    private volatile CountDownLatch awaited = new CountDownLatch(1);
    private volatile boolean interrupted;
    private volatile boolean broken;

    void press() {
      pressed.countDown();
    }

    @Override
    public void awaitKey() throws IOException {
      awaited.countDown();
      try {
        pressed.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
      if (broken) {
        throw new IOException("no terminal");
      }
    }

    @Override
    public void close() {}
  }
}

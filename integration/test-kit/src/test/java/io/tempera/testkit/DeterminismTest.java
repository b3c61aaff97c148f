package io.tempera.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.BearerListener;
import io.tempera.bearer.DialRequest;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A small network of hosts, run again and again. */
@Timeout(60)
final class DeterminismTest {
  private static final int HOSTS = 4;

  @Test
  void theSameSeedTwiceGivesTheSameOrderOfEvents() {
    for (int seed = 0; seed < 5; seed++) {
      assertThat(story(VirtualRuntime.shuffled(seed)))
          .as("seed %s", seed)
          .isEqualTo(story(VirtualRuntime.shuffled(seed)));
    }
  }

  @Test
  void otherSeedsGiveOtherOrders() {
    List<List<String>> stories = new ArrayList<>();
    for (int seed = 0; seed < 5; seed++) {
      stories.add(story(VirtualRuntime.shuffled(seed)));
    }
    assertThat(stories).doesNotHaveDuplicates();
  }

  /** Everybody dials everybody, says hello after a random pause, and closes when it was greeted. */
  private static List<String> story(VirtualRuntime runtime) {
    MemoryNetwork network =
        new MemoryNetwork(runtime, MemorySettings.likeSockets().withLatency(Duration.ofMillis(10)));
    List<String> story = new ArrayList<>();
    Map<Integer, BearerListener> listeners = new LinkedHashMap<>();
    for (int host = 1; host <= HOSTS; host++) {
      listeners.put(host, network.listen(address(host)));
    }
    listeners.forEach(
        (host, listener) ->
            runtime.start(
                "host " + host + " accepts",
                () -> {
                  for (int i = 1; i < HOSTS; i++) {
                    RecordingUser user = new RecordingUser(runtime, listener.accept()).start();
                    user.awaitReceived(3);
                    story.add(runtime.elapsed() + " greeted: " + user.bearer().connectionId());
                    user.bearer().close();
                  }
                }));
    for (int from = 1; from <= HOSTS; from++) {
      for (int to = 1; to <= HOSTS; to++) {
        if (from != to) {
          greet(runtime, network, story, from, to);
        }
      }
    }
    runtime.advance(Duration.ofMinutes(1));
    listeners.values().forEach(BearerListener::close);
    runtime.assertNothingLeft();
    network.assertNothingLeft();
    assertThat(story).hasSize(2 * HOSTS * (HOSTS - 1));
    return story;
  }

  private static void greet(
      VirtualRuntime runtime, MemoryNetwork network, List<String> story, int from, int to) {
    runtime.start(
        from + " greets " + to,
        () -> {
          Duration pause = Duration.ofMillis(runtime.chance().below(20));
          runtime.newWait().until(() -> false, pause);
          RecordingUser user =
              new RecordingUser(
                      runtime,
                      network
                          .host("10.0.0." + from)
                          .dial(
                              new DialRequest(
                                  address(to), Optional.empty(), Duration.ofSeconds(10))))
                  .start();
          user.send(new byte[3]);
          user.await(RecordingUser.Call.CLOSED);
          story.add(runtime.elapsed() + " closed: " + user.bearer().connectionId());
        });
  }

  private static SocketAddress address(int host) {
    return new InetSocketAddress("10.0.0." + host, 3001);
  }
}

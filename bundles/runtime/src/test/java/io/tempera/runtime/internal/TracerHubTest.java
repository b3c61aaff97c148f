package io.tempera.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.trace.FrequentTrace;
import io.tempera.trace.Level;
import io.tempera.trace.Trace;
import io.tempera.trace.TraceListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class TracerHubTest {
  private final TracerHub hub = new TracerHub();
  private final List<Trace> seen = new ArrayList<>();

  @Test
  void aListenerGetsWhatIsAnInstanceOfItsType() {
    hub.add(listener(Apple.class, seen::add));
    hub.trace(new Apple(1));
    hub.trace(new Pear(2));
    assertThat(seen).containsExactly(new Apple(1));
    List<Trace> everything = new ArrayList<>();
    hub.add(listener(Trace.class, everything::add));
    hub.trace(new Pear(3));
    assertThat(everything).containsExactly(new Pear(3));
    assertThat(seen).hasSize(1);
  }

  @Test
  void aListenerThatThrowsIsCountedAndDisturbsNobody() {
    TraceListener<Apple> bad =
        listener(
            Apple.class,
            apple -> {
              throw new StackOverflowError("deep");
            });
    hub.add(bad);
    hub.add(listener(Apple.class, seen::add));
    hub.trace(new Apple(1));
    hub.trace(new Apple(2));
    assertThat(seen).hasSize(2);
    assertThat(hub.thrownBy(bad)).isEqualTo(2);
    hub.remove(bad);
    hub.trace(new Apple(3));
    assertThat(hub.thrownBy(bad)).isZero();
  }

  @Test
  void aListenerWithoutATypeIsTurnedAway() {
    hub.add(
        new TraceListener<Apple>() {
          @Override
          public Class<Apple> type() {
            throw new IllegalStateException("not yet");
          }

          @Override
          public void happened(Apple trace) {
            seen.add(trace);
          }
        });
    hub.trace(new Apple(1));
    assertThat(seen).isEmpty();
  }

  @Test
  void aListenerThatGoesInTheMiddleOfATraceStopsNothing() {
    List<TraceListener<?>> goes = new ArrayList<>();
    goes.add(listener(Apple.class, apple -> hub.remove(goes.getFirst())));
    hub.add(goes.getFirst());
    hub.add(listener(Apple.class, seen::add));
    hub.trace(new Apple(1));
    hub.trace(new Apple(2));
    assertThat(seen).hasSize(2);
  }

  @Test
  void whatIsFrequentGoesOnlyToWhoNamesIt() {
    List<Trace> everything = new ArrayList<>();
    hub.add(listener(Trace.class, everything::add));
    hub.add(listener(FrequentTrace.class, seen::add));
    hub.trace(new Grape(1));
    hub.trace(new Apple(2));
    hub.add(listener(Grape.class, seen::add));
    hub.trace(new Grape(3));
    assertThat(everything).containsExactly(new Apple(2));
    assertThat(seen).containsExactly(new Grape(1), new Grape(3), new Grape(3));
  }

  @Test
  void whatSomebodyWouldGetIsWanted() {
    TraceListener<Grape> grapes = listener(Grape.class, seen::add);
    assertThat(hub.wanted(Apple.class)).isFalse();
    hub.add(listener(Trace.class, seen::add));
    assertThat(hub.wanted(Apple.class)).isTrue();
    assertThat(hub.wanted(Grape.class)).as("wanted, though nobody has named it").isFalse();
    hub.add(grapes);
    assertThat(hub.wanted(Grape.class)).isTrue();
    hub.remove(grapes);
    assertThat(hub.wanted(Grape.class)).isFalse();
    hub.remove(grapes);
    assertThat(hub.wanted(Apple.class)).isTrue();
  }

  @Test
  void theDoorFollowsItsListeners() {
    TracerComponent door = new TracerComponent();
    TraceListener<Apple> old = listener(Apple.class, seen::add);
    door.bindListener(old);
    door.bindListener(listener(Apple.class, seen::add));
    door.unbindListener(old);
    door.trace(new Apple(1));
    assertThat(seen).hasSize(1);
    assertThat(door.wanted(Apple.class)).isTrue();
    assertThat(door.wanted(Pear.class)).isFalse();
  }

  private static <T extends Trace> TraceListener<T> listener(Class<T> type, Consumer<T> happened) {
    return new TraceListener<>() {
      @Override
      public Class<T> type() {
        return type;
      }

      @Override
      public void happened(T trace) {
        happened.accept(trace);
      }
    };
  }

  private record Apple(int number) implements Trace {
    @Override
    public Level level() {
      return Level.INFO;
    }

    @Override
    public String text() {
      return "apple " + number;
    }
  }

  private record Grape(int number) implements FrequentTrace {
    @Override
    public Level level() {
      return Level.DEBUG;
    }

    @Override
    public String text() {
      return "grape " + number;
    }
  }

  private record Pear(int number) implements Trace {
    @Override
    public Level level() {
      return Level.INFO;
    }

    @Override
    public String text() {
      return "pear " + number;
    }
  }
}

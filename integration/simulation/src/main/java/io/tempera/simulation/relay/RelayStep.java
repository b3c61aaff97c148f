package io.tempera.simulation.relay;

import io.tempera.testkit.MemorySettings;
import java.time.Duration;

/** One thing that happens to relays. */
sealed interface RelayStep {
  /** What happens to the connection of a link. */
  sealed interface OfLink extends RelayStep {
    /** Between whom. */
    Link link();

    /**
     * For how long after it a connection of this link may be lost for it; zero when none may. A cut
     * is told at once; of a connection that is silent, or that one side knows nothing of any more,
     * keep-alive hears within 97 s, and then each side on its own.
     */
    default Duration excuses() {
      return Duration.ZERO;
    }
  }

  /** It is reset. */
  record Cut(Link link) implements OfLink {
    @Override
    public Duration excuses() {
      return AT_ONCE;
    }
  }

  /** It is reset, and so is each new one. */
  record Part(Link link) implements OfLink {
    @Override
    public Duration excuses() {
      return AT_ONCE;
    }
  }

  /** New ones are possible again. */
  record Mend(Link link) implements OfLink {
    @Override
    public Duration excuses() {
      return AT_ONCE;
    }
  }

  /** Nothing arrives any more. */
  record Stall(Link link) implements OfLink {
    @Override
    public Duration excuses() {
      return IN_TIME;
    }
  }

  /** What was held back arrives. */
  record Resume(Link link) implements OfLink {
    @Override
    public Duration excuses() {
      return IN_TIME;
    }
  }

  /** One side knows nothing of it any more. */
  record Lose(Link link, boolean dialler) implements OfLink {
    @Override
    public Duration excuses() {
      return IN_TIME;
    }
  }

  /** The next one is so slow. */
  record Weather(Link link, MemorySettings settings) implements OfLink {}

  /** On all nodes another implementation takes over from the one that is there. */
  record Swap(int number) implements RelayStep {}

  /** A transaction is made at a node. */
  record Offer(int node) implements RelayStep {}

  /** Latencies, and a time-wait. */
  Duration AT_ONCE = Duration.ofSeconds(15);

  /** Twice as long as keep-alive takes, and a time-wait. */
  Duration IN_TIME = Duration.ofSeconds(220);
}

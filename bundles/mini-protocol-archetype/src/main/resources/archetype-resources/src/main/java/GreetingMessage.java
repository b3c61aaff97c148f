package ${package};

/** What greeting says. */
sealed interface GreetingMessage {
  /** Hello, it is me. */
  record Hello(String name) implements GreetingMessage {}

  /** You are welcome. */
  record Welcome(String words) implements GreetingMessage {}

  /** No more hellos. */
  record Done() implements GreetingMessage {}
}

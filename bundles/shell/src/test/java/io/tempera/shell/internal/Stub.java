package io.tempera.shell.internal;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;

/** An api object of which only some methods matter to a test; the others must not be called. */
final class Stub<T> {
  private final Class<T> type;
  private final Map<String, Answer> answers = new LinkedHashMap<>();

  private Stub(Class<T> type) {
    this.type = type;
  }

  static <T> Stub<T> of(Class<T> type) {
    return new Stub<>(type);
  }

  /** What a method does. */
  Stub<T> with(String method, Answer answer) {
    answers.put(method, answer);
    return this;
  }

  /** What a method returns. */
  Stub<T> returning(String method, Object value) {
    return with(method, arguments -> value);
  }

  T make() {
    return type.cast(
        Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this::invoke));
  }

  private Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
    Answer answer = answers.get(method.getName());
    if (answer != null) {
      return answer.to(arguments == null ? new Object[0] : arguments);
    }
    throw new AssertionError(type.getSimpleName() + "." + method.getName() + " was called");
  }

  /** Answers a call. */
  @FunctionalInterface
  interface Answer {
    Object to(Object[] arguments) throws Throwable;
  }
}

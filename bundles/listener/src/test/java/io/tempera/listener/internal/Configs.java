package io.tempera.listener.internal;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Settings as an operator writes them: what is not written has its default. */
final class Configs {
  private Configs() {}

  /**
   * The settings that the door reads from lines such as {@code inbound.soft.limit=300}.
   *
   * @throws IllegalArgumentException what the door says of them
   */
  static Settings read(String... lines) {
    Map<String, String> written = written(lines);
    return SettingsReader.read(
        of(NodeConfig.class, written),
        of(LimitConfig.class, written),
        of(AcceptConfig.class, written));
  }

  /**
   * A door is told that its settings are these now.
   *
   * @throws IllegalArgumentException what the door says of them
   */
  static void modify(ListenerComponent door, String... lines) {
    Map<String, String> written = written(lines);
    door.modified(
        of(NodeConfig.class, written),
        of(LimitConfig.class, written),
        of(AcceptConfig.class, written));
  }

  private static Map<String, String> written(String... lines) {
    return Arrays.stream(lines)
        .map(line -> List.of(line.split("=", 2)))
        .collect(Collectors.toMap(pair -> pair.getFirst().strip(), pair -> pair.getLast()));
  }

  private static <A> A of(Class<A> annotation, Map<String, String> written) {
    return annotation.cast(
        Proxy.newProxyInstance(
            annotation.getClassLoader(),
            new Class<?>[] {annotation},
            (proxy, method, args) ->
                written.getOrDefault(
                    method.getName().replace('_', '.'), (String) method.getDefaultValue())));
  }
}

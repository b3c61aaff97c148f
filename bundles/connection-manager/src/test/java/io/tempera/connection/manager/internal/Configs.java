package io.tempera.connection.manager.internal;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.Map;

/** Settings as the framework hands them over. */
final class Configs {
  private Configs() {}

  static NodeConfig node(Map<String, String> set) {
    return config(NodeConfig.class, set);
  }

  static ManagerConfig manager(Map<String, String> set) {
    return config(ManagerConfig.class, set);
  }

  /** The annotation's defaults, but for some keys. */
  private static <A extends Annotation> A config(Class<A> type, Map<String, String> set) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, args) ->
                set.getOrDefault(
                    method.getName().replace('_', '.'), (String) method.getDefaultValue())));
  }
}

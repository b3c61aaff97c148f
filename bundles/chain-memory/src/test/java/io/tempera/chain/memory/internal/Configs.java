package io.tempera.chain.memory.internal;

import java.lang.reflect.Proxy;
import java.util.Map;

/**
 * Settings as Declarative Services would hand them over: the defaults, and what is said otherwise.
 */
final class Configs {
  private Configs() {}

  static MemoryChainConfig of(Map<String, Object> said) {
    return (MemoryChainConfig)
        Proxy.newProxyInstance(
            MemoryChainConfig.class.getClassLoader(),
            new Class<?>[] {MemoryChainConfig.class},
            (proxy, method, arguments) ->
                said.getOrDefault(method.getName().replace('_', '.'), method.getDefaultValue()));
  }
}

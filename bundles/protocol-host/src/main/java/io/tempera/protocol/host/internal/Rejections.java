package io.tempera.protocol.host.internal;

import io.tempera.protocol.ProtocolTrace;
import io.tempera.trace.Tracer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** The services that were published and cannot be used, as long as they are there: as values. */
final class Rejections {
  private final Tracer tracer;
  private final Map<Long, ProtocolTrace.Rejected> byServiceId = new ConcurrentSkipListMap<>();

  Rejections(Tracer tracer) {
    this.tracer = tracer;
  }

  /** Keeps one, and says so, unless it is known. */
  void add(long serviceId, ProtocolTrace.Rejected rejected) {
    if (byServiceId.putIfAbsent(serviceId, rejected) == null) {
      tracer.trace(rejected);
    }
  }

  /** It has gone, or has changed. */
  void remove(long serviceId) {
    byServiceId.remove(serviceId);
  }

  /** All of them, the first one first. */
  List<ProtocolTrace.Rejected> all() {
    return List.copyOf(byServiceId.values());
  }
}

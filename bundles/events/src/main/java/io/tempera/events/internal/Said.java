package io.tempera.events.internal;

import io.tempera.bearer.ConnectionId;
import java.net.SocketAddress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;

/**
 * What an event says. All that it carries is of {@code java.*}: a listener keeps no class of ours,
 * and needs none.
 */
final class Said {
  private final String topic;
  private final Map<String, Object> properties = new LinkedHashMap<>();

  /** Says nothing of a topic yet. */
  Said(String topic) {
    this.topic = topic;
  }

  /** Says of which peer. */
  Said of(Optional<SocketAddress> local, SocketAddress remote) {
    return with("remote.address", ConnectionId.text(remote))
        .with("local.address", local.map(ConnectionId::text))
        .with("connection.id", local.map(l -> new ConnectionId(l, remote).toString()));
  }

  /** With a property. */
  Said with(String name, String value) {
    properties.put(name, value);
    return this;
  }

  /** With a number: an {@code Integer} or a {@code Long}, as docs/events.md says. */
  Said with(String name, Number value) {
    properties.put(name, value);
    return this;
  }

  /** With a yes or no. */
  Said with(String name, boolean value) {
    properties.put(name, value);
    return this;
  }

  /** With a property that is left out where it is not known. */
  Said with(String name, Optional<String> value) {
    value.ifPresent(known -> properties.put(name, known));
    return this;
  }

  /** The event, as of a time of day. */
  Event at(Instant when) {
    Map<String, Object> all = new LinkedHashMap<>(properties);
    all.put(EventConstants.TIMESTAMP, when.toEpochMilli());
    return new Event(topic, all);
  }
}

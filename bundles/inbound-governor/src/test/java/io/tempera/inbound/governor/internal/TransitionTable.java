package io.tempera.inbound.governor.internal;

import io.tempera.inbound.RemoteState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The reference's transitions, from inbound-transitions.tsv. */
final class TransitionTable {
  private final Map<String, Boolean> permitted = new LinkedHashMap<>();

  private TransitionTable() {}

  static TransitionTable read() {
    TransitionTable table = new TransitionTable();
    try (InputStream in = TransitionTable.class.getResourceAsStream("inbound-transitions.tsv")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (!line.startsWith("#")) {
          String[] cells = line.split("\t", -1);
          table.permitted.put(cells[0] + " -> " + cells[1], cells[3].equals("yes"));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return table;
  }

  /** As the table writes it. */
  static String text(Optional<RemoteState> from, Optional<RemoteState> to) {
    return from.map(RemoteState::name).orElse("NONE")
        + " -> "
        + to.map(RemoteState::name).orElse("NONE");
  }

  boolean permits(String transition) {
    return permitted.getOrDefault(transition, false);
  }

  /** Those that are permitted. */
  Set<String> permitted() {
    Set<String> all = new TreeSet<>();
    permitted.forEach(
        (transition, yes) -> {
          if (yes) {
            all.add(transition);
          }
        });
    return all;
  }
}

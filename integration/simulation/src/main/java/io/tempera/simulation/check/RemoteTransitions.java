package io.tempera.simulation.check;

import io.tempera.inbound.InboundTrace;
import io.tempera.inbound.RemoteState;
import io.tempera.simulation.NodeSettings;
import io.tempera.simulation.Said;
import java.util.List;
import java.util.Optional;

/**
 * Remote sides change as the reference's may, and end untracked (its properties "valid transitions"
 * and "valid transition order" of the inbound governor).
 */
final class RemoteTransitions implements Check {
  private static final Table TABLE = Table.ofRemoteSides();
  private static final String NONE = "NONE";

  @Override
  public List<String> violations(NodeSettings settings, List<Said> said) {
    Chains chains = new Chains(TABLE, NONE);
    for (Said one : said) {
      if (one.trace() instanceof InboundTrace.Transition t) {
        chains.change(t.connectionId().toString(), name(t.from()), name(t.to()), one.line());
      }
    }
    return chains.violations();
  }

  private static String name(Optional<RemoteState> state) {
    return state.map(RemoteState::name).orElse(NONE);
  }
}

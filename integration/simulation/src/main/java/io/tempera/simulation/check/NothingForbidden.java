package io.tempera.simulation.check;

import io.tempera.connection.ConnectionTrace;
import io.tempera.inbound.InboundTrace;
import io.tempera.simulation.NodeSettings;
import io.tempera.simulation.Said;
import java.util.List;

/**
 * Nobody asked for what a state does not allow, and every responder started (the reference's "no
 * invalid traces" and "no unsupported state").
 */
final class NothingForbidden implements Check {
  @Override
  public List<String> violations(NodeSettings settings, List<Said> said) {
    return said.stream()
        .filter(
            one ->
                one.trace() instanceof ConnectionTrace.ForbiddenOperation
                    || one.trace() instanceof InboundTrace.ResponderStartFailed)
        .map(one -> "should not happen: " + one.line())
        .toList();
  }
}

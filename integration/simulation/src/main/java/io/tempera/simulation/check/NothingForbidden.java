package io.tempera.simulation.check;

import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.OperationResult;
import io.tempera.inbound.InboundTrace;
import io.tempera.simulation.NodeSettings;
import io.tempera.simulation.Said;
import io.tempera.trace.Trace;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Nobody asked for what a state does not allow, nothing was so that never should be, every
 * responder started, and no policy failed (the reference's "no invalid traces" and "no unsupported
 * state").
 */
final class NothingForbidden implements Check {
  /** Of a connection that has just ended, the inbound governor may not know yet. */
  private static final Set<ConnectionState> ENDED =
      EnumSet.of(ConnectionState.UNKNOWN, ConnectionState.TERMINATING, ConnectionState.TERMINATED);

  @Override
  public List<String> violations(NodeSettings settings, List<Said> said) {
    return said.stream()
        .filter(one -> isForbidden(one.trace()))
        .map(one -> "should not happen: " + one.line())
        .toList();
  }

  private static boolean isForbidden(Trace trace) {
    return switch (trace) {
      case ConnectionTrace.ForbiddenOperation forbidden -> true;
      case ConnectionTrace.UnexpectedlyFalseAssertion unexpected -> true;
      case ConnectionTrace.PolicyFailed failed -> true;
      case InboundTrace.ResponderStartFailed failed -> true;
      case InboundTrace.PromotedToWarmRemote(var id, var result) -> isUnsupported(result);
      case InboundTrace.WaitIdleRemote(var id, var result) -> isUnsupported(result);
      case InboundTrace.DemotedToColdRemote(var id, var result) -> isUnsupported(result);
      default -> false;
    };
  }

  private static boolean isUnsupported(OperationResult<?> result) {
    return result instanceof OperationResult.Unsupported<?>(ConnectionState state)
        && !ENDED.contains(state);
  }
}

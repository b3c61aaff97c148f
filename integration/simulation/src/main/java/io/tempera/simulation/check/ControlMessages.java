package io.tempera.simulation.check;

import io.tempera.bearer.ConnectionId;
import io.tempera.protocol.ControlMessage;
import io.tempera.simulation.NodeSettings;
import io.tempera.simulation.Said;
import io.tempera.simulation.Talk;
import io.tempera.simulation.TalkTrace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What initiators are asked to do is what the table says for each moment, whoever wakes up at it;
 * and one that is asked to be quiet sends nothing, and hears at once when that is over.
 *
 * <table>
 * <caption>PeerSelection.PeerStateActions</caption>
 * <tr><th>moment</th><th>hot</th><th>warm</th><th>established</th></tr>
 * <tr><td>establish</td><td>TERMINATE</td><td>CONTINUE</td><td>CONTINUE</td></tr>
 * <tr><td>activate</td><td>CONTINUE</td><td>QUIESCE</td><td>-</td></tr>
 * <tr><td>deactivate</td><td>TERMINATE</td><td>CONTINUE</td><td>-</td></tr>
 * <tr><td>close</td><td>TERMINATE</td><td>TERMINATE</td><td>TERMINATE</td></tr>
 * </table>
 */
final class ControlMessages implements Check {
  private final Duration slack;

  ControlMessages(Duration slack) {
    this.slack = slack;
  }

  @Override
  public List<String> violations(NodeSettings settings, List<Said> said) {
    ControlCourses courses = new ControlCourses(said);
    List<String> violations = new ArrayList<>();
    Map<Initiator, Long> quiet = new LinkedHashMap<>();
    for (Said one : said) {
      InitiatorEnd.of(one.trace())
          .ifPresent(end -> quiet.remove(new Initiator(end.connectionId(), end.number())));
      if (one.trace() instanceof TalkTrace talk) {
        Initiator who = new Initiator(talk.connectionId(), talk.number());
        ControlCourse course = courses.of(who.id(), Talk.temperature(who.number()));
        Long since = quiet.remove(who);
        if (since != null && isLate(course.endOf(ControlMessage.QUIESCE, since, slack), one)) {
          violations.add("it should have heard that before: " + one.line());
        }
        switch (talk) {
          case TalkTrace.Heard(var id, var number, ControlMessage control) -> {
            if (!course.isPossible(control, one.nanos(), slack)) {
              violations.add("nobody asked it to: " + one.line());
            }
            if (control == ControlMessage.QUIESCE) {
              quiet.put(who, one.nanos());
            }
          }
          case TalkTrace.Asks asks -> {
            if (course.isOnly(ControlMessage.QUIESCE, one.nanos(), slack)) {
              violations.add("it is to be quiet: " + one.line());
            }
          }
          case TalkTrace.Ends ends -> {
            // Whoever is quiet may.
          }
        }
      }
    }
    return violations;
  }

  private record Initiator(ConnectionId id, int number) {}

  private boolean isLate(long end, Said one) {
    return one.nanos() - end > slack.toNanos() && end < one.nanos();
  }
}
